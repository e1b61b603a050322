using ActorPlatform.Flink;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Clusters.Tests.Flink;

/// <summary>Plans for tests.</summary>
internal static class Plans
{
    public static readonly FlinkSite Site = new(new Dictionary<string, string>(), "hdfs:///flink/checkpoints", "hdfs:///flink/savepoints");

    public static JobSpec Spec(params string[] args) =>
        new()
        {
            Name = "orders",
            Artifact = "hdfs:///jars/orders.jar",
            EntryClass = "com.x.Orders",
            Args = [.. args],
            Target = new TargetSpec { Cluster = "a" },
        };

    public static RunPlan Of(JobSpec spec) => new(new JobId("job-1"), 3, spec, new FlinkJobId("00000000000000000000000000c0ffee"), null);

    public static FlinkConfiguration Configure(JobSpec spec, string version = "1.20", FlinkSite? site = null) =>
        FlinkConfiguration.Of(FlinkVersionProfile.Find(version)!, site ?? Site, Of(spec), "application_1_0001", out var problems)
        ?? throw new InvalidOperationException(string.Join(" ", problems));

    public static IReadOnlyList<string> Problems(JobSpec spec, string version = "1.20", FlinkSite? site = null)
    {
        FlinkConfiguration.Of(FlinkVersionProfile.Find(version)!, site ?? Site, Of(spec), "application_1_0001", out var problems).ShouldBeNull();
        return problems;
    }
}
