using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ActorPlatform.Jobs;

namespace ActorPlatform.Actors.Jobs.Metrics;

/// <summary>How old the newest restore points of a node's running jobs are. A running job is watched, so it is in memory. Thread safe.</summary>
internal sealed class RestoreAges(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, (string Cluster, DateTimeOffset? Newest)> _running = new();

    public void Put(string entityId, JobState state)
    {
        if (state is { Status: JobStatus.Running, Run: { } run })
            _running[entityId] = (run.Cluster, state.Ledger.IsEmpty ? null : state.Ledger.Max(p => p.CompletedAt));
        else
            Remove(entityId);
    }

    public void Remove(string entityId) => _running.TryRemove(entityId, out _);

    public IEnumerable<Measurement<double>> Oldest()
    {
        var now = time.GetUtcNow();
        return ByCluster(jobs => jobs.Max(j => j.Newest is { } at ? Math.Max(0, (now - at).TotalSeconds) : 0));
    }

    public IEnumerable<Measurement<long>> Missing() => ByCluster(jobs => jobs.LongCount(j => j.Newest is null));

    private Measurement<T>[] ByCluster<T>(Func<IEnumerable<(string Cluster, DateTimeOffset? Newest)>, T> measure)
        where T : struct => [.. _running.Values.GroupBy(j => j.Cluster).Select(g => new Measurement<T>(measure(g), new KeyValuePair<string, object?>("cluster", g.Key)))];
}
