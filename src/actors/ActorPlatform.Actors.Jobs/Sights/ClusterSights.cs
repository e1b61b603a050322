using System.Collections.Concurrent;
using System.Collections.Immutable;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Actors.Jobs.Sights;

/// <summary>What this node sees of the clusters and of the runs that it watches, now, and what the other nodes do not see of theirs. Never journaled: losing sight changes nothing about a job.</summary>
/// <remarks>Thread safe. Bounded by the configured clusters, by the runs whose monitors live on this node, and by <see cref="MostStale"/> for each other node.</remarks>
internal sealed class ClusterSights(TimeProvider time)
{
    /// <summary>Runs that a node tells the others of at once, the longest unseen first; of more of them the others show what they see of the cluster.</summary>
    public const int MostStale = 1_000;

    private readonly ConcurrentDictionary<string, ClusterView> _clusters = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<RunKey, RunView> _runs = [];
    private readonly ConcurrentDictionary<string, ImmutableDictionary<RunKey, StaleRun>> _elsewhere = new(StringComparer.Ordinal);
    private readonly DateTimeOffset _since = time.GetUtcNow();

    /// <summary>The resource manager answered.</summary>
    /// <param name="runsSeen">Our living applications.</param>
    public void ClusterSeen(string cluster, int runsSeen) =>
        Change(cluster, view => view with { SeenAt = time.GetUtcNow(), LostSince = null, Why = null, RunsSeen = runsSeen });

    /// <summary>The cluster's file system answered, or did not.</summary>
    /// <param name="trouble">Null when it answered.</param>
    public void FileSystemLooked(string cluster, string? trouble) =>
        Change(cluster, view => view with { FilesLostSince = trouble is null ? null : view.FilesLostSince ?? time.GetUtcNow(), FilesWhy = trouble is null ? null : Secrets.Hide(trouble) });

    /// <summary>The resource manager did not answer.</summary>
    public void ClusterSilent(string cluster, string why) =>
        Change(cluster, view => view with { LostSince = view.LostSince ?? view.SeenAt ?? time.GetUtcNow(), Why = Secrets.Hide(why) });

    /// <summary>The cluster told its capacity.</summary>
    public void CapacityRead(string cluster, ClusterCapacity capacity) => Change(cluster, view => view with { Capacity = capacity, CapacityReadAt = time.GetUtcNow() });

    /// <summary>True while the resource manager does not answer.</summary>
    public bool IsSilent(string cluster) => _clusters.TryGetValue(cluster, out var view) && view.LostSince is not null;

    /// <summary>What is known of a cluster; empty before its first poll.</summary>
    public ClusterView Find(string cluster) => _clusters.GetValueOrDefault(cluster, ClusterView.Empty);

    /// <summary>A run is watched from here on.</summary>
    public void RunWatched(string cluster, RunAddress run) =>
        _runs.AddOrUpdate(RunKey.Of(run), _ => new RunView(cluster, run, null, null, null), (_, view) => view with { Cluster = cluster, Run = run });

    /// <summary>The run's JobManager answered.</summary>
    public void RunSeen(RunAddress run) => Change(run, view => view with { SeenAt = time.GetUtcNow(), StaleSince = null, Why = null });

    /// <summary>The run's JobManager does not answer.</summary>
    public void RunSilent(RunAddress run, string why) =>
        Change(run, view => view with { StaleSince = view.StaleSince ?? view.SeenAt ?? time.GetUtcNow(), Why = Secrets.Hide(why) });

    /// <summary>The run is no longer watched here.</summary>
    public void RunLeft(RunAddress run) => _runs.TryRemove(RunKey.Of(run), out _);

    /// <summary>The runs on a cluster that are watched here: their applications are expected to be there.</summary>
    public ImmutableArray<RunAddress> Watched(string cluster) => [.. _runs.Values.Where(v => v.Cluster == cluster).Select(v => v.Run)];

    /// <summary>How well a job's world is seen. A job that rests has nothing to be seen.</summary>
    public Sight Of(JobState state)
    {
        if (Where(state) is not { } cluster)
            return Sight.Clear;
        var sight = Of(cluster);
        return sight.Visibility != Visibility.Unreachable && state.Run is { } run && FindStale(new RunKey(state.Id, run.Number)) is { } stale
            ? new Sight(Visibility.Stale, stale.Since, stale.Why)
            : sight;
    }

    /// <summary>The runs watched here that are not seen; not those of a silent cluster, which every node knows by itself.</summary>
    public ImmutableArray<StaleRun> Stale() =>
    [
        .. _runs.Values.Where(view => view.StaleSince is not null && !IsSilent(view.Cluster))
            .OrderBy(view => view.StaleSince)
            .Take(MostStale)
            .Select(view => new StaleRun(view.Run.Job, view.Run.Run, view.StaleSince!.Value, view.Why)),
    ];

    /// <summary>Another node told which runs it does not see; what it told before is over.</summary>
    public void SeenElsewhere(string node, RunSights sights) => _elsewhere[node] = sights.Stale.ToImmutableDictionary(run => new RunKey(run.Job, run.Run));

    /// <summary>Another node is gone: others watch its runs now.</summary>
    public void ForgetElsewhere(string node) => _elsewhere.TryRemove(node, out _);

    /// <summary>How well a cluster is seen.</summary>
    public Sight Of(string cluster) => Find(cluster) switch
    {
        { LostSince: { } lost } view => new Sight(Visibility.Unreachable, lost, view.Why),
        { FilesLostSince: { } lost } view => new Sight(Visibility.Stale, lost, view.FilesWhy),

        // What the list says of it is what the engine knew when it ended, however long ago that was.
        { SeenAt: null } => new Sight(Visibility.Stale, _since, "The cluster has not been seen since the engine started."),
        _ => Sight.Clear,
    };

    // What is watched here is known best here, also when an older word of another node is still about.
    private StaleRun? FindStale(RunKey key)
    {
        if (_runs.TryGetValue(key, out var seen))
            return seen.StaleSince is { } since ? new StaleRun(key.Job, key.Run, since, seen.Why) : null;
        foreach (var node in _elsewhere.Values)
            if (node.TryGetValue(key, out var stale))
                return stale;
        return null;
    }

    private static string? Where(JobState state) =>
        state.Run is { End: null } run ? run.Cluster : state.Strays.IsEmpty ? null : state.Strays[0].Cluster;

    private void Change(string cluster, Func<ClusterView, ClusterView> change) =>
        _clusters.AddOrUpdate(cluster, _ => change(ClusterView.Empty), (_, view) => change(view));

    private void Change(RunAddress run, Func<RunView, RunView> change)
    {
        // A late answer for a run that is no longer watched must not bring it back.
        var key = RunKey.Of(run);
        while (_runs.TryGetValue(key, out var view) && !_runs.TryUpdate(key, change(view), view))
        {
        }
    }

    private sealed record RunKey(JobId Job, int Run)
    {
        public static RunKey Of(RunAddress run) => new(run.Job, run.Run);
    }

    private sealed record RunView(string Cluster, RunAddress Run, DateTimeOffset? SeenAt, DateTimeOffset? StaleSince, string? Why);
}

/// <summary>What is known of a cluster.</summary>
/// <param name="SeenAt">The last good poll, UTC.</param>
/// <param name="LostSince">When it was last seen well, while it does not answer.</param>
/// <param name="FilesLostSince">Since when its file system does not answer.</param>
internal sealed record ClusterView(
    DateTimeOffset? SeenAt, DateTimeOffset? LostSince, string? Why, int RunsSeen, ClusterCapacity? Capacity, DateTimeOffset? FilesLostSince, string? FilesWhy)
{
    public static readonly ClusterView Empty = new(null, null, null, 0, null, null, null);

    /// <summary>When the capacity was told, UTC.</summary>
    public DateTimeOffset? CapacityReadAt { get; init; }
}
