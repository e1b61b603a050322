using System.Collections.Concurrent;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Runs;

namespace ActorPlatform.Edge.Tests.Hosting;

/// <summary>An application on the fake cluster: runs from the start.</summary>
internal sealed class FakeApplication(ApplicationId id, RunPlan plan, FakeCluster cluster)
{
    private volatile Tuple<ApplicationState, FinalStatus> _state = Tuple.Create(ApplicationState.Running, FinalStatus.Undefined);

    public RunPlan Plan => plan;

    public ConcurrentDictionary<string, SavepointFound> Savepoints { get; } = new();

    public bool IsAlive => _state.Item1 == ApplicationState.Running;

    public ApplicationReport Report() => new(id, plan.Job, plan.Run, _state.Item1, _state.Item2, cluster.Says, "127.0.0.1:1", "http://127.0.0.1:1/", null);

    public RunReport Run() => new(FlinkJobState.Running, 1, 1, [], 0, 0, cluster.Says is { } says ? [new RunException(DateTimeOffset.UnixEpoch, "x.Odd", says, null)] : [], "127.0.0.1:1");

    public void Save(SavepointRequest request)
    {
        Savepoints.TryAdd(request.TriggerId, new SavepointFound($"hdfs:///flink/savepoints/{request.TriggerId}", TimeProvider.System.GetUtcNow(), 1000));
        if (request.Stop)
            End(ApplicationState.Finished, FinalStatus.Succeeded);
    }

    public void End(ApplicationState state, FinalStatus final)
    {
        if (IsAlive)
            _state = Tuple.Create(state, final);
    }
}
