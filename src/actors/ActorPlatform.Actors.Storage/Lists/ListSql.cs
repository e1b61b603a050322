using System.Data.Common;
using ActorPlatform.Actors.Storage.Connections;
using ActorPlatform.Actors.Storage.Rows;

namespace ActorPlatform.Actors.Storage.Lists;

internal static class ListSql
{
    public const string Select =
        "SELECT id, sequence_number, tenant, name, status, health, cluster, labels, owes, due_us, updated_us, quarantined, body, kind, restored_us FROM job_list";

    public const string Find = Select + " WHERE id = @id";

    /// <summary>No deadline sorts as the latest one of all.</summary>
    public const string Owing = """
        SELECT id, due_us FROM job_list
        WHERE owes AND quarantined IS NULL AND kind = @kind AND (@id IS NULL OR (coalesce(due_us, 9223372036854775807), id) > (@due, @id))
        ORDER BY coalesce(due_us, 9223372036854775807), id LIMIT @limit
        """;

    public const string SetQuarantine = "UPDATE job_list SET quarantined = @reason WHERE id = @id";

    public const string ClearQuarantine = "UPDATE job_list SET quarantined = NULL WHERE id = @id AND quarantined IS NOT NULL";

    public static string Column(ListColumn column) => column switch
    {
        ListColumn.Status => "status",
        ListColumn.Health => "health",
        ListColumn.Cluster => "cluster",
        ListColumn.Tenant => "tenant",
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "Not a column of the list."),
    };

    public static StoredListRow Read(DbDataReader row) => new(
        new ListRow(
            row.GetString(0), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.Text(6), row.GetString(7), row.GetBoolean(8),
            row.OptionalTime(9), row.Time(10), row.Body(12)) { Kind = row.GetString(13), RestoredAt = row.OptionalTime(14) },
        row.GetInt64(1),
        row.Text(11));
}
