using System.Collections.Immutable;
using ActorPlatform.Actors.Storage.Lists;
using ActorPlatform.Actors.Storage.Rows;
using ActorPlatform.Actors.TestKit.Simulation;

namespace ActorPlatform.Simulation;

/// <summary>The job list, as the journal's rows say: written in the same statement.</summary>
internal sealed class SimulatedList(SimulatedJournal journal, long reader) : IListStore
{
    public static ListRow? RowOf(SimulatedJournal journal, string id) => journal.RowsOf(id).LastOrDefault(row => row.Commit.Rows?.List is not null)?.Commit.Rows!.List;

    public Task<ImmutableArray<OwingRow>> ReadOwingAsync(string kind, OwingRow? after, int limit, CancellationToken cancellationToken) => journal.IsReachedBy(reader)
        ? Task.FromResult<ImmutableArray<OwingRow>>([.. Owing().Where(row => after is null || Key(row).CompareTo(Key(after)) > 0).OrderBy(Key).Take(limit)])
        : throw new TimeoutException("The database does not answer.");

    public Task<ListPage> ReadPageAsync(ListQuery query, CancellationToken cancellationToken) => throw Unused();

    public Task<StoredListRow?> FindAsync(string id, CancellationToken cancellationToken) => throw Unused();

    public Task<ImmutableArray<ListCount>> CountAsync(ListQuery query, ListColumn by, CancellationToken cancellationToken) => throw Unused();

    public Task<bool> SetQuarantineAsync(string id, string reason, CancellationToken cancellationToken) => throw Unused();

    public Task<bool> ClearQuarantineAsync(string id, CancellationToken cancellationToken) => throw Unused();

    private static (DateTimeOffset Due, string Id) Key(OwingRow row) => (row.DueAt ?? DateTimeOffset.MaxValue, row.Id);

    private IEnumerable<OwingRow> Owing() => journal.Entities.Select(id => RowOf(journal, id)).OfType<ListRow>().Where(row => row.Owes).Select(row => new OwingRow(row.Id, row.DueAt));

    private static NotSupportedException Unused() => new("A simulation only wakes by its list.");
}
