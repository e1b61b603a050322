using System.Globalization;
using System.Runtime.Serialization;
using System.Text.Json;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Jobs.Serialization;
using ActorPlatform.Actors.Storage.Commits;

namespace ActorPlatform.Actors.Jobs.Facade;

/// <summary>A stored commit, read for people. One that this version cannot read (a newer one wrote it, or its row is damaged) is told as that: it must not hide those of all other jobs beside it.</summary>
/// <param name="Value">Null when it cannot be read.</param>
/// <param name="Why">Why not; null when it can.</param>
internal readonly record struct ReadCommit<TEvent>(Commit<TEvent>? Value, string? Why)
{
    /// <summary>The type of the event, or the audit's command, that stands for an unreadable commit.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>Never throws because of what is stored.</summary>
    public static ReadCommit<TEvent> Of(StoredCommit stored)
    {
        try
        {
            return new((Commit<TEvent>)JobMessages.Manifests.Read(stored.Payload.Span, stored.Manifest), null);
        }
        catch (Exception exception) when (exception is JsonException or SerializationException or NotSupportedException or InvalidCastException)
        {
            var sequence = stored.Sequence.ToString(CultureInfo.InvariantCulture);
            return new(null, $"Commit {sequence} of {stored.PersistenceId} cannot be read by this version: {exception.Message} It is kept as it is.");
        }
    }
}
