using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Flink;

/// <summary>Flink's names of job states.</summary>
internal static class FlinkStates
{
    public static FlinkJobState? Parse(string? name) =>
        name switch
        {
            // SUSPENDED is final only locally: the leader was lost, the job comes back elsewhere.
            "INITIALIZING" or "CREATED" or "RECONCILING" or "SUSPENDED" => FlinkJobState.Starting,
            "RUNNING" => FlinkJobState.Running,
            "RESTARTING" or "FAILING" => FlinkJobState.Restarting,
            "CANCELLING" => FlinkJobState.Cancelling,
            "FINISHED" => FlinkJobState.Finished,
            "CANCELED" => FlinkJobState.Canceled,
            "FAILED" => FlinkJobState.Failed,
            _ => null,
        };
}
