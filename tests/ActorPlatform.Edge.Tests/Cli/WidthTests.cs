using System.Collections.Immutable;
using ActorPlatform.Edge.Tests.Api;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Runs;

namespace ActorPlatform.Edge.Tests.Cli;

/// <summary>Every table, with all that makes one wide: none is wider than the terminal, and what is copied from it is whole where there is room. In details a word that is longer than a line stays whole.</summary>
public sealed class WidthTests(CliHost host) : IClassFixture<CliHost>
{
    private const string Application = "application_1796000000000_123456";
    private const string Point = "r12-c-00004711";
    private static readonly string s_path = $"hdfs:///flink/checkpoints/job-0123456789abcdef01234567/run-12/{new string('f', 32)}/chk-4711";
    private static readonly string s_long = string.Join(' ', Enumerable.Repeat("The resource manager says that it ended, and nobody knows why.", 5));

    public static TheoryData<string, string[]> Tables => new()
    {
        { "job list", ["ID", "UNREACHABLE"] },
        { "job get ID", ["ID"] },
        { "job runs ID", [Application, Point, "NEVER_SUBMITTED"] },
        { "job restore-points ID", [Point, "STOP_SAVEPOINT", s_path] },
        { "job explain ID", [Point] },
        { "job events ID", ["job-defined"] },
        { "job diff ID", ["flinkConfig.state.backend.incremental"] },
        { "node list", ["a-node-with-a-rather-long-name-of-its-own", "DRAINING", "10.0.0.4711:7070"] },
        { "operation list", ["op-ID", "FAILED"] },
        { "operation get op-ID", ["op-ID"] },
        { "cluster list", ["a-cluster-with-a-rather-long-name"] },
        { "cluster get a-cluster-with-a-rather-long-name", ["http://resourcemanager-01.example.com:8088"] },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Table_OfWideThings_FitsAndUsesItsRoom(string line, string[] whole)
    {
        var id = await WideAsync();
        string Named(string text) => text.Replace("ID", id, StringComparison.Ordinal);

        foreach (var width in new[] { 80, 200 })
        {
            (await host.RunAsync(Named(line), width)).ShouldBe(0, host.Error);
            if (line.StartsWith("job runs", StringComparison.Ordinal))
                host.Out.ShouldContain(Application);
            if (line.StartsWith("operation", StringComparison.Ordinal))
                host.Out.ShouldContain($"op-{id}");
            host.Out.Split('\n').ShouldAllBe(text => text.TrimEnd('\r').Length <= width || (line.Contains(" get ") || line.Contains("explain") || line.Contains("events")) && !text.Trim().Contains(' '));
        }

        foreach (var text in whole)
            host.Out.ShouldContain(Named(text));
    }

    private async Task<string> WideAsync()
    {
        host.Api.Jobs.Nodes.All = [FakeNodes.Of("a-node-with-a-rather-long-name-of-its-own", 4711, NodeState.Draining, FakeNodes.Report), FakeNodes.Of("n3", 4710, NodeState.Gone, null) with { Why = s_long }];
        var id = await host.StartedAsync($"cli-wide-{Guid.NewGuid():N}");
        var state = host.StateOf(id);
        var now = host.Api.Time.GetUtcNow();
        var run = state.Run! with { Application = new ApplicationId(Application), End = new RunEnd(RunOutcome.NeverSubmitted, s_long, s_long, now), Restore = new RestoreChoice(new RestorePointId(Point), s_path, "NO_CLAIM") };
        host.Api.Jobs.Put(state with
        {
            SpecVersion = 2,
            Spec = state.Spec! with { Name = new string('n', 200) },
            Runs = [run with { Number = 12 }],
            Ledger = [new RestorePoint { Id = new RestorePointId(Point), Run = 12, Kind = RestorePointKind.StopSavepoint, Path = s_path, CompletedAt = now, SizeBytes = 123456789012, FlinkVersion = "1.20", Cluster = "a" }],
            HealthReasons = [s_long], Health = Health.Red,
            Decisions = [new JobDecision(now, "RESTORE", $"{Point} ({s_path}, NO_CLAIM)", [new Candidate(Point, s_long)], [s_long])],
            Operations = [state.Operations[0] with { Id = new OperationId($"op-{id}"), State = OperationState.Failed, Error = s_long, Log = [new OperationLine(now, s_long)], EndedAt = now }],
        });
        host.Api.Jobs.Sight = new Sight(Visibility.Unreachable, now, s_long);
        host.Api.Jobs.Versions[new JobId(id)] = [Version(1, "incremental", "true"), Version(2, "incremental", s_long)];
        host.Api.Jobs.Clusters = [new ClusterSight("a-cluster-with-a-rather-long-name", "yarn", host.Api.Jobs.Sight, new ClusterCapacity("3.4.3", 65536000, 1024000, 64000, 1000, 4000, 1, 9000, 8192, 8), 20000, new ClusterTraffic(1.5, new Dictionary<string, string> { ["http://resourcemanager-01.example.com:8088"] = "CLOSED" }))];
        return id;

        SpecVersion Version(int number, string name, string value) =>
            new(number, now, "anna", state.Spec! with { FlinkConfig = ImmutableSortedDictionary<string, string>.Empty.Add($"state.backend.{name}", value) });
    }
}
