namespace ActorPlatform.Benchmarks.Fleet;

/// <summary>How many jobs, and for how long they are watched.</summary>
/// <param name="Few">The size of the fleet before it has grown: what a cluster is asked then is compared with what it is asked in the end.</param>
/// <param name="Settle">Between the last start and the first measurement.</param>
/// <param name="Watch">How long the requests and the CPU are counted.</param>
/// <param name="CheckpointEvery">Seconds. Each poll that finds a new checkpoint is a durable commit.</param>
internal sealed record FleetPlan(int Jobs, int Few, TimeSpan Settle, TimeSpan Watch, int CheckpointEvery)
{
    public static FleetPlan Of(Arguments arguments) => new(
        arguments.Number("jobs", 10_000),
        arguments.Number("few", 100),
        TimeSpan.FromSeconds(arguments.Number("settle", 60)),
        TimeSpan.FromSeconds(arguments.Number("seconds", 120)),
        arguments.Number("checkpoint", 60));
}
