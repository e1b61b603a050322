using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Benchmarks.Fleet;

/// <summary>The jobs of a fleet over HTTP.</summary>
internal static class FleetJobs
{
    private const int InFlight = 64;

    /// <summary>Does it for each number, 64 at a time.</summary>
    public static Task EachAsync(int count, Func<int, Task> act, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = cancellationToken }, async (i, _) => await act(i));

    /// <summary>A spec as the README's.</summary>
    public static JobSpec SpecOf(int number) => new()
    {
        Name = $"fleet-{number}",
        ExternalId = $"fleet-{number}",
        Artifact = "hdfs:///sandbox/demo.jar",
        EntryClass = "demo.Main",
        Args = ["--rate", "100"],
        Target = new TargetSpec { Cluster = "a" },
    };
}
