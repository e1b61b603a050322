using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Storage.Connections;
using ActorPlatform.Actors.Storage.Rows;
using Npgsql;
using static NpgsqlTypes.NpgsqlDbType;

namespace ActorPlatform.Actors.Storage.Journal;

internal sealed class PostgresWriteSession(StorageOptions options, ConnectionEpoch epoch) : IWriteSession
{
    /// <summary>In the order of the statement's parameters: journal, list, operations.</summary>
    private static readonly NpgsqlTypes.NpgsqlDbType[] Types =
    [
        .. new[] { Text, Bigint, Bigint, Integer, Text, Bytea, Text, Text, Uuid }.Select(type => type | NpgsqlTypes.NpgsqlDbType.Array),
        .. new[] { Uuid, Bigint, Text, Text, Text, Text, Text, Text, Text, Text, NpgsqlTypes.NpgsqlDbType.Boolean, Bigint, Bigint, Text, Text, Bigint }.Select(type => type | NpgsqlTypes.NpgsqlDbType.Array),
        .. new[] { Uuid, Bigint, Text, Text, Text, Text, Bigint, Text }.Select(type => type | NpgsqlTypes.NpgsqlDbType.Array),
    ];

    private readonly PostgresConnection _connection = new(PostgresSettings.Dedicated(options, "journal writer"), epoch);

    public async ValueTask<bool[]> WriteAsync(IReadOnlyList<JournalRow> rows, CancellationToken cancellationToken)
    {
        try
        {
            var command = await _connection.PrepareAsync(PostgresWriteSql.Write, Types, cancellationToken);
            var arrays = ArraysOf(rows);
            for (var i = 0; i < arrays.Length; i++)
            {
                command.Parameters[i].Value = arrays[i];
            }

            return await ReadAcceptedAsync(command, rows, cancellationToken);
        }
        catch
        {
            // Also after an error of one row: the connection would serve on, but this path is rare and a fresh one is certain.
            await _connection.DropAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static async Task<bool[]> ReadAcceptedAsync(NpgsqlCommand command, IReadOnlyList<JournalRow> rows, CancellationToken cancellationToken)
    {
        var accepted = new HashSet<Guid>(rows.Count);
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                accepted.Add(reader.GetGuid(0));
            }
        }

        return [.. rows.Select(row => accepted.Contains(row.CommitId))];
    }

    private static object[] ArraysOf(IReadOnlyList<JournalRow> rows)
    {
        (JournalRow Commit, ListRow Row)[] lists = [.. SideRowsOf.Lists(rows)];
        (JournalRow Commit, OperationRow Row)[] operations = [.. SideRowsOf.Operations(rows)];
        return
        [
            Column(rows, row => row.PersistenceId), Column(rows, row => row.Sequence), Column(rows, row => row.CreatedTicks),
            Column(rows, row => row.SerializerId), Column(rows, row => row.Manifest), Column(rows, row => row.Payload),
            Column(rows, row => row.WriterId), Column(rows, row => row.CommandId), Column(rows, row => row.CommitId),

            Column(lists, x => x.Commit.CommitId), Column(lists, x => x.Commit.Sequence), Column(lists, x => x.Row.Id), Column(lists, x => x.Row.Tenant),
            Column(lists, x => x.Row.Name), Column(lists, x => SideRowsOf.Search(x.Row)), Column(lists, x => x.Row.Status), Column(lists, x => x.Row.Health),
            Column(lists, x => x.Row.Cluster), Column(lists, x => x.Row.Labels), Column(lists, x => x.Row.Owes), Column(lists, x => x.Row.DueAt?.ToMicroseconds()),
            Column(lists, x => x.Row.UpdatedAt.ToMicroseconds()), Column(lists, x => x.Row.Body.Utf8), Column(lists, x => x.Row.Kind), Column(lists, x => x.Row.RestoredAt?.ToMicroseconds()),

            Column(operations, x => x.Commit.CommitId), Column(operations, x => x.Commit.Sequence), Column(operations, x => x.Row.Id),
            Column(operations, x => x.Row.EntityId), Column(operations, x => x.Row.Kind), Column(operations, x => x.Row.State),
            Column(operations, x => x.Row.AcceptedAt.ToMicroseconds()), Column(operations, x => x.Row.Body.Utf8),
        ];
    }

    private static TValue[] Column<TRow, TValue>(IReadOnlyList<TRow> rows, Func<TRow, TValue> value)
    {
        var column = new TValue[rows.Count];
        for (var i = 0; i < column.Length; i++)
        {
            column[i] = value(rows[i]);
        }

        return column;
    }
}
