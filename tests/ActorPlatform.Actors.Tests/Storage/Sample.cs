using System.Text;
using ActorPlatform.Actors.Storage.Journal;
using ActorPlatform.Actors.Storage.Rows;

namespace ActorPlatform.Actors.Tests.Storage;

/// <summary>Rows for tests.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Start = new(2026, 11, 25, 8, 0, 0, TimeSpan.Zero);

    public static JournalRow Row(string entity, long sequence, SideRows? rows = null) => new()
    {
        PersistenceId = entity,
        Sequence = sequence,
        CommitId = Guid.NewGuid(),
        CommandId = $"command-{sequence}",
        SerializerId = 7,
        Manifest = "test-1",
        Payload = Encoding.UTF8.GetBytes($"{entity}@{sequence}"),
        CreatedTicks = Start.AddSeconds(sequence).UtcTicks,
        WriterId = "writer",
        Rows = rows,
    };

    /// <summary>The first commit of an entity with its list row.</summary>
    public static JournalRow Listed(ListRow row) => Row(row.Id, 1, new SideRows(row, []));

    public static ListRow List(string id) => new(
        id, "dw", $"name of {id}", "RUNNING", "GREEN", "a", "|team:dw|", Owes: true, DueAt: null, UpdatedAt: Start, Body: RowBody.Of($$"""{"id":"{{id}}"}""")) { Kind = "job" };

    public static OperationRow Operation(string id, string entity, int minute = 0, string state = "PENDING") =>
        new(id, entity, "START", state, Start.AddMinutes(minute), RowBody.Of($$"""{"id":"{{id}}"}"""));
}
