using System.Text;
using System.Text.Unicode;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Storage.Journal;
using ActorPlatform.Actors.Storage.Rows;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace ActorPlatform.Actors.Journal;

/// <summary>What Akka.Persistence hands over as a row of the journal.</summary>
internal sealed class CommitRows(Akka.Serialization.Serialization serialization, TimeProvider time, string session)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="CommitInvalidException">A text that no database takes, or a tag.</exception>
    public JournalRow Of(IPersistentRepresentation message)
    {
        if (message.Payload is Tagged)
        {
            throw new CommitInvalidException(message.PersistenceId, message.SequenceNr, "this journal stores no tags.");
        }

        var commit = message.Payload as Commit;
        var serializer = serialization.FindSerializerFor(message.Payload);
        var row = new JournalRow
        {
            PersistenceId = message.PersistenceId,
            Sequence = message.SequenceNr,
            CommitId = commit?.Id ?? Guid.NewGuid(),
            CommandId = commit?.CommandId,
            SerializerId = serializer.Identifier,
            Manifest = Akka.Serialization.Serialization.ManifestFor(serializer, message.Payload),
            Payload = Akka.Serialization.Serialization.WithTransport(
                serialization.System, (serializer, message.Payload), static state => state.serializer.ToBinary(state.Payload)),
            CreatedTicks = message.Timestamp > 0 ? message.Timestamp : time.GetUtcNow().UtcTicks,
            WriterId = WriterOf(message.WriterGuid ?? ""),
            Rows = commit?.Rows,
        };
        Check(row);
        return row;
    }

    // Which incarnation wrote a row is told by the row: its node's word (node.session) stands before what is the actor's own. Nobody compares more than whether two are the same.
    private string WriterOf(string writer) => session.Length == 0 || writer.Length < session.Length ? writer : string.Concat(session, writer.AsSpan(session.Length));

    private static void Check(JournalRow row)
    {
        Check(row, row.PersistenceId);
        Check(row, row.CommandId);
        if (row.Rows?.List is { } list)
        {
            foreach (var text in (ReadOnlySpan<string?>)[list.Id, list.Tenant, list.Name, list.Status, list.Health, list.Cluster, list.Labels])
            {
                Check(row, text);
            }

            Check(row, list.Body);
        }

        foreach (var operation in row.Rows is { Operations: { IsDefault: false } operations } ? operations : [])
        {
            foreach (var text in (ReadOnlySpan<string?>)[operation.Id, operation.EntityId, operation.Kind, operation.State])
            {
                Check(row, text);
            }

            Check(row, operation.Body);
        }
    }

    /// <summary>PostgreSQL refuses U+0000, and its driver breaks the connection, with the whole group, at half a surrogate pair. The ways in refuse both; here it is the last line.</summary>
    private static void Check(JournalRow row, string? text)
    {
        if (text is null)
        {
            return;
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new CommitInvalidException(row.PersistenceId, row.Sequence, "a text contains U+0000, which cannot be stored.");
        }

        try
        {
            Strict.GetByteCount(text);
        }
        catch (EncoderFallbackException exception)
        {
            throw new CommitInvalidException(row.PersistenceId, row.Sequence, "a text contains half a surrogate pair, which cannot be stored.", exception);
        }
    }

    private static void Check(JournalRow row, RowBody body)
    {
        if (body.Utf8.AsSpan().Contains((byte)0) || !Utf8.IsValid(body.Utf8))
        {
            throw new CommitInvalidException(row.PersistenceId, row.Sequence, "the body of a row contains U+0000, or is no UTF-8, which cannot be stored.");
        }
    }
}
