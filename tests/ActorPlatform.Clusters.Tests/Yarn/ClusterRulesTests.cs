using ActorPlatform.Clusters.Tests.Fakes;
using ActorPlatform.Yarn;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorPlatform.Clusters.Tests.Yarn;

public sealed class ClusterRulesTests
{
    [Fact]
    public void Check_OfGoodOptions_FindsNothing() => ClusterRules.Check("a", Good()).ShouldBeEmpty();

    [Fact]
    public void Check_OfSeveralMistakes_NamesEachKey()
    {
        var options = Good();
        options.ResourceManagers = [];
        options.Hdfs.NameNodes = ["nn1:9870"];
        options.Hdfs.Uri = "hdfs:///";
        options.Hdfs.Root = "flink";
        options.Flink["1.2"] = new FlinkDistributionOptions { Libs = "somewhere" };
        options.FlinkConfig["execution.target"] = "local";
        options.Timeouts.Call = TimeSpan.Zero;
        options.Bounds.Rate = 0;

        var problems = ClusterRules.Check("a", options);

        foreach (
            var key in new[]
            {
                "resource-managers",
                "hdfs.name-nodes",
                "hdfs.uri",
                "hdfs.root",
                "flink.\"1.2\"",
                "flink.\"1.2\".libs",
                "flink-config",
                "timeouts",
                "bounds",
            })
            problems.ShouldContain(problem => problem.StartsWith($"actorplatform.clusters.a.{key}:", StringComparison.Ordinal), key);
        Should.Throw<ArgumentException>(() =>
            new YarnClusters(
                new Dictionary<string, ClusterOptions> { ["a"] = options },
                "x",
                new ActRight(),
                TimeProvider.System,
                NullLoggerFactory.Instance));
    }

    [Fact]
    public void Clusters_OfOtherKinds_ArePassedOver()
    {
        using var clusters = new YarnClusters(
            new Dictionary<string, ClusterOptions>
            {
                ["b"] = Good(),
                ["a"] = Good(),
                ["s"] = new ClusterOptions { Kind = "sandbox" },
            },
            "x",
            new ActRight(),
            TimeProvider.System,
            NullLoggerFactory.Instance);

        clusters.Names.ShouldBe(["a", "b"]);
        clusters.Find("s").ShouldBeNull();
        clusters.Find("a")!.Traffic.Breakers.Values.ShouldAllBe(state => state == "CLOSED");
    }

    private static ClusterOptions Good() =>
        new()
        {
            ResourceManagers = ["http://rm1:8088", "http://rm2:8088"],
            Hdfs = new HdfsOptions { NameNodes = ["http://nn1:9870"], Uri = "hdfs://nameservice-a" },
        };
}
