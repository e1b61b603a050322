using System.Data.Common;
using ActorPlatform.Actors.Storage.Connections;
using ActorPlatform.Actors.Storage.Paging;
using ActorPlatform.Actors.Storage.Rows;

namespace ActorPlatform.Actors.Storage.Lists;

/// <summary>An order of the list as SQL: by a column, then by id, so that every row has a place of its own and pages neither skip nor repeat.</summary>
internal sealed class ListOrder
{
    private readonly ListSort _sort;

    private ListOrder(ListSort sort, bool descending)
    {
        _sort = sort;
        var column = sort switch
        {
            ListSort.Name => "name",
            ListSort.Status => "status",
            ListSort.Health => "health",
            ListSort.UpdatedAt => "updated_us",
            // The youngest was completed last; what was never completed is older than anything.
            ListSort.RestoreAge => "(-coalesce(restored_us, 0))",
            _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, "Not an order of the list."),
        };
        Name = descending ? $"-{column}" : column;
        After = $"(@after_id IS NULL OR ({column}, id) {(descending ? '<' : '>')} (@after, @after_id))";
        By = descending ? $"ORDER BY {column} DESC, id DESC" : $"ORDER BY {column}, id";
    }

    public string Name { get; }

    public string After { get; }

    public string By { get; }

    public static ListOrder Of(ListQuery query) => new(query.Sort, query.Descending);

    public void AddAfter(DbCommand command, Cursor? after)
    {
        command.Text("after_id", after?.Id);
        if (_sort is ListSort.UpdatedAt or ListSort.RestoreAge)
        {
            command.Number("after", after?.ToNumber());
        }
        else
        {
            command.Text("after", after?.Key);
        }
    }

    public Cursor CursorOf(ListRow row) => new(Name, KeyOf(row), row.Id);

    private string KeyOf(ListRow row) => _sort switch
    {
        ListSort.Status => row.Status,
        ListSort.Health => row.Health,
        ListSort.RestoreAge => (-(row.RestoredAt?.ToMicroseconds() ?? 0)).ToString(),
        ListSort.UpdatedAt => row.UpdatedAt.ToMicroseconds().ToString(),
        _ => row.Name,
    };
}
