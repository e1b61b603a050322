using System.Data.Common;
using ActorPlatform.Actors.Storage.Connections;
using ActorPlatform.Actors.Storage.Paging;
using ActorPlatform.Actors.Storage.Rows;

namespace ActorPlatform.Actors.Storage.Operations;

/// <remarks>Both databases take the same statements.</remarks>
internal sealed class OperationStore(IDatabase database) : IOperationStore
{
    private const string Order = "newest";

    private const string Select = "SELECT id, entity_id, kind, state, accepted_us, body FROM operation";

    private const string Find = Select + " WHERE id = @id";

    private const string Page = Select + """
         WHERE (@state IS NULL OR state = @state) AND (@entity IS NULL OR entity_id = @entity)
        AND (@after_id IS NULL OR (accepted_us, id) < (@after, @after_id))
        ORDER BY accepted_us DESC, id DESC LIMIT @limit
        """;

    public async Task<OperationRow?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(Find).Text("id", id);
        return await command.ReadRowAsync(Read, cancellationToken);
    }

    public async Task<StoredOperationPage> ReadPageAsync(StoredOperationQuery query, CancellationToken cancellationToken)
    {
        PageLimit.Check(query.Limit, 500);
        var after = Cursor.Decode(query.Cursor, Order);

        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(Page)
            .Text("state", query.State).Text("entity", query.EntityId)
            .Text("after_id", after?.Id).Number("after", after?.ToNumber()).Number("limit", query.Limit + 1);
        var rows = await command.ReadRowsAsync(Read, cancellationToken);

        return rows.Length <= query.Limit
            ? new StoredOperationPage(rows, null)
            : new StoredOperationPage(rows[..query.Limit], CursorOf(rows[query.Limit - 1]).Encode());
    }

    private static Cursor CursorOf(OperationRow row) => new(Order, row.AcceptedAt.ToMicroseconds().ToString(), row.Id);

    private static OperationRow Read(DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.Time(4), row.Body(5));
}
