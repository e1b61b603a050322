using System.Collections.Immutable;
using System.Data.Common;
using ActorPlatform.Actors.Storage.Connections;
using ActorPlatform.Actors.Storage.Paging;

namespace ActorPlatform.Actors.Storage.Lists;

/// <summary>What both databases share; they differ in how a list of texts is a parameter.</summary>
/// <param name="filter">The condition for all filters of a query.</param>
internal abstract class ListStore(IDatabase database, string filter) : IListStore
{
    public async Task<ListPage> ReadPageAsync(ListQuery query, CancellationToken cancellationToken)
    {
        PageLimit.Check(query.Limit, 500);
        var order = ListOrder.Of(query);
        var after = Cursor.Decode(query.Cursor, order.Name);

        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command($"{ListSql.Select} WHERE {filter} AND {order.After} {order.By} LIMIT @limit");
        AddFilters(command, query);
        order.AddAfter(command, after);
        command.Number("limit", query.Limit + 1);
        var rows = await command.ReadRowsAsync(ListSql.Read, cancellationToken);

        return rows.Length <= query.Limit
            ? new ListPage(rows, null)
            : new ListPage(rows[..query.Limit], order.CursorOf(rows[query.Limit - 1].Row).Encode());
    }

    public async Task<StoredListRow?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(ListSql.Find).Text("id", id);
        return await command.ReadRowAsync(ListSql.Read, cancellationToken);
    }

    public async Task<ImmutableArray<ListCount>> CountAsync(ListQuery query, ListColumn by, CancellationToken cancellationToken)
    {
        var column = ListSql.Column(by);
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command($"SELECT {column}, count(*) FROM job_list WHERE {filter} GROUP BY {column} ORDER BY {column}");
        AddFilters(command, query);
        return await command.ReadRowsAsync(row => new ListCount(row.Text(0), row.GetInt64(1)), cancellationToken);
    }

    public async Task<ImmutableArray<OwingRow>> ReadOwingAsync(string kind, OwingRow? after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(ListSql.Owing)
            .Text("kind", kind).Text("id", after?.Id).Number("due", after is null ? null : after.DueAt?.ToMicroseconds() ?? long.MaxValue).Number("limit", limit);
        return await command.ReadRowsAsync(row => new OwingRow(row.GetString(0), row.OptionalTime(1)), cancellationToken);
    }

    public async Task<bool> SetQuarantineAsync(string id, string reason, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(ListSql.SetQuarantine).Text("id", id).Text("reason", reason);
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    public async Task<bool> ClearQuarantineAsync(string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(ListSql.ClearQuarantine).Text("id", id);
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    private void AddFilters(DbCommand command, ListQuery query)
    {
        database.AddTexts(command, "statuses", query.Statuses.IsDefaultOrEmpty ? null : query.Statuses);
        database.AddTexts(command, "healths", query.Healths.IsDefaultOrEmpty ? null : query.Healths);
        database.AddTexts(command, "labels", query.Labels.IsEmpty ? null : [.. query.Labels.Select(label => $"|{label.Key}:{label.Value}|")]);
        command.Text("kind", query.Kind).Text("tenant", query.Tenant).Text("cluster", query.Cluster).Text("text", query.Text?.ToLowerInvariant()).Flag("quarantined", query.Quarantined);
    }
}
