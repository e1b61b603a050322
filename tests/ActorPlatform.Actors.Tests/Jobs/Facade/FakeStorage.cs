using System.Collections.Immutable;
using System.Globalization;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Jobs.Rows;
using ActorPlatform.Actors.Jobs.Serialization;
using ActorPlatform.Actors.Storage;
using ActorPlatform.Actors.Storage.Commits;
using ActorPlatform.Actors.Storage.Feed;
using ActorPlatform.Actors.Storage.Lists;
using ActorPlatform.Actors.Storage.Nodes;
using ActorPlatform.Actors.Storage.Operations;
using ActorPlatform.Actors.Storage.Paging;
using ActorPlatform.Actors.Storage.Rows;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Events;

namespace ActorPlatform.Actors.Tests.Jobs.Facade;

/// <summary>The tables in memory, without filters: what the stores filter is their own tests' matter.</summary>
internal sealed class FakeStorage : IStorage, IListStore, IOperationStore, ICommitStore, IFeedStore
{
    private readonly List<StoredCommit> _commits = [];

    public Dictionary<string, StoredListRow> Rows { get; } = [];

    public Dictionary<string, OperationRow> Stored { get; } = [];

    public ListQuery? Asked { get; private set; }

    public bool RefusesCursors { get; set; }

    public IListStore Lists => this;

    public IOperationStore Operations => this;

    public ICommitStore Commits => this;

    public IFeedStore Feed => this;

    public Task<ImmutableArray<string>> ReadSnapshotIdsAsync(CancellationToken cancellationToken) => Task.FromResult(ImmutableArray<string>.Empty);

    public INodeStore Nodes => throw new NotSupportedException();

    public void Add(JobId job, string? by, params JobEvent[] events)
    {
        var commit = new Commit<JobEvent> { Id = Guid.NewGuid(), At = DateTimeOffset.UnixEpoch, By = by, Fingerprint = by is null ? null : "f", Events = [.. events] };
        var id = JobDefinition.PersistenceIdOf(job);
        _commits.Add(new StoredCommit(
            id, _commits.Count(c => c.PersistenceId == id) + 1, JobSerializer.Number, JobMessages.Manifests.ManifestOf(commit.GetType()), JobMessages.Manifests.Write(commit), commit.At));
    }

    /// <summary>A row of a newer version, or a damaged one.</summary>
    public void AddUnreadable(JobId job, string manifest, string payload)
    {
        var id = JobDefinition.PersistenceIdOf(job);
        _commits.Add(new StoredCommit(id, _commits.Count(c => c.PersistenceId == id) + 1, JobSerializer.Number, manifest, System.Text.Encoding.UTF8.GetBytes(payload), DateTimeOffset.UnixEpoch));
    }

    public Task<ImmutableArray<StoredCommit>> ReadAsync(string persistenceId, long afterSequence, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableArray<StoredCommit>>([.. _commits.Where(c => c.PersistenceId == persistenceId && c.Sequence > afterSequence).Take(limit)]);

    public Task<ImmutableArray<AskedCommit>> ReadAskedAsync(AskedQuery query, CancellationToken cancellationToken) => Task.FromResult<ImmutableArray<AskedCommit>>(
    [
        .. _commits.Select((commit, i) => new AskedCommit(commit, i + 1)).Reverse()
            .Where(a => (query.Before is null || a.Place < query.Before) && (query.PersistenceId is null || a.Commit.PersistenceId == query.PersistenceId)).Take(query.Limit),
    ]);

    public Task<FeedPage> ReadAsync(string? after, int limit, CancellationToken cancellationToken)
    {
        var from = 0;
        if (after is not null && (!int.TryParse(after, out from) || from > _commits.Count))
            return Task.FromResult(new FeedPage([], after, Outdated: true));
        var items = _commits.Skip(from).Take(limit).Select((c, i) => new FeedItem((from + i + 1).ToString(CultureInfo.InvariantCulture), c)).ToImmutableArray();
        return Task.FromResult(new FeedPage(items, items.IsEmpty ? after ?? "0" : items[^1].Position, Outdated: false));
    }

    public Task<string> ReadPositionAsync(CancellationToken cancellationToken) => Task.FromResult(_commits.Count.ToString(CultureInfo.InvariantCulture));

    public Task<TimeSpan> ReadLagAsync(CancellationToken cancellationToken) => Task.FromResult(TimeSpan.Zero);

    public Task<ListPage> ReadPageAsync(ListQuery query, CancellationToken cancellationToken)
    {
        Asked = query;
        return RefusesCursors ? throw new CursorException("not of this query") : Task.FromResult(new ListPage([.. Rows.Values], null));
    }

    public Task<StoredListRow?> FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult(Rows.GetValueOrDefault(id));

    Task<OperationRow?> IOperationStore.FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult(Stored.GetValueOrDefault(id));

    public Task<StoredOperationPage> ReadPageAsync(StoredOperationQuery query, CancellationToken cancellationToken) =>
        Task.FromResult(new StoredOperationPage([.. Stored.Values.Where(o => query.State is null || o.State == query.State)], null));

    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task PingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public Task<StoredCommit?> FindByCommandAsync(string persistenceId, string commandId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ImmutableArray<ListCount>> CountAsync(ListQuery query, ListColumn by, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ImmutableArray<OwingRow>> ReadOwingAsync(string kind, OwingRow? after, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> SetQuarantineAsync(string id, string reason, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> ClearQuarantineAsync(string id, CancellationToken cancellationToken) => throw new NotSupportedException();
}
