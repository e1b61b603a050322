using System.Collections.Immutable;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Domain.Tests.Jobs.Specs;

public sealed class SpecValidatorTests
{
    private static readonly string[] s_clusters = ["a", "b"];

    private static readonly JobSpec s_good = new()
    {
        Name = "orders-wide", Artifact = "hdfs:///jars/orders.jar", EntryClass = "com.x.Orders", Target = new TargetSpec { Cluster = "a" },
    };

    [Fact]
    public void Check_GoodSpec_FindsNothing() => SpecValidator.Check(s_good, s_clusters).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(BadSpecs))]
    public void Check_OneBadValue_NamesItsField(string path, string code, Func<JobSpec, JobSpec> spoil)
    {
        var problems = SpecValidator.Check(spoil(s_good), s_clusters);

        problems.Select(p => p.Path).ShouldBe([path]);
        problems[0].Code.ShouldBe(code);
    }

    [Fact]
    public void Check_UnknownCluster_NamesTheConfiguredOnes()
    {
        var problems = SpecValidator.Check(s_good with { Target = new TargetSpec { Cluster = "z" } }, s_clusters);

        problems.ShouldHaveSingleItem().Message.ShouldBe("'z' is not configured; configured: a, b.");
    }

    [Fact]
    public void Check_SeveralBadValues_NamesThemAllAtOnce()
    {
        var bad = s_good with { Name = "", Parallelism = 0, FlinkVersion = "1.16", State = new StateSpec { Retain = 0, Claim = "LEGACY" } };

        var paths = SpecValidator.Check(bad, s_clusters).Select(p => p.Path);

        paths.ShouldBe(["name", "flinkVersion", "parallelism", "state.retain", "state.claim"]);
    }

    public static TheoryData<string, string, Func<JobSpec, JobSpec>> BadSpecs() => new()
    {
        { "name", "spec.invalid", s => s with { Name = new string('x', 201) } },
        { "name", "spec.invalid", s => s with { Name = "a\0b" } },
        { "tenant", "spec.invalid", s => s with { Tenant = "Dw" } },
        { "tenant", "spec.invalid", s => s with { Tenant = "dw\n" } },
        { "externalId", "spec.invalid", s => s with { ExternalId = "" } },
        { "labels.a:b", "spec.invalid", s => s with { Labels = s.Labels.Add("a:b", "c") } },
        { "labels.team", "spec.invalid", s => s with { Labels = s.Labels.Add("team", "a|b") } },
        { "type", "spec.type-not-supported", s => s with { Type = "SQL" } },
        { "type", "spec.type-not-supported", s => s with { Type = "PYFLINK" } },
        { "type", "spec.invalid", s => s with { Type = "WAR" } },
        { "target.mode", "spec.mode-not-supported", s => s with { Target = s.Target with { Mode = "SESSION" } } },
        { "target.mode", "spec.mode-not-supported", s => s with { Target = s.Target with { Mode = "KUBERNETES_APPLICATION" } } },
        { "target.mode", "spec.invalid", s => s with { Target = s.Target with { Mode = "yarn_application" } } },
        { "target.cluster", "spec.cluster-unknown", s => s with { Target = s.Target with { Cluster = "c" } } },
        { "target.priority", "spec.invalid", s => s with { Target = s.Target with { Priority = -1 } } },
        { "target.queue", "spec.invalid", s => s with { Target = s.Target with { Queue = "a b" } } },
        { "artifact", "spec.invalid", s => s with { Artifact = "hdfs://nn1:8020/jars/x.jar" } },
        { "artifact", "spec.invalid", s => s with { Artifact = "hdfs:///jars/../x.jar" } },
        { "artifact", "spec.invalid", s => s with { Artifact = "file:///x.jar" } },
        { "entryClass", "spec.invalid", s => s with { EntryClass = "com.x.Orders; rm -rf" } },
        { "args[1]", "spec.invalid", s => s with { Args = ["a", "b\0"] } },
        { "flinkVersion", "spec.invalid", s => s with { FlinkVersion = "1.20.1" } },
        { "flinkVersion", "spec.invalid", s => s with { FlinkVersion = "2.4" } },
        { "parallelism", "spec.invalid", s => s with { Parallelism = 0 } },
        { "state.claim", "spec.invalid", s => s with { FlinkConfig = s.FlinkConfig.Add("state.changelog.enabled", "true") } },
        { "flinkConfig.taskmanager.numberOfTaskSlots", "spec.invalid", s => s with { FlinkConfig = s.FlinkConfig.Add("taskmanager.numberOfTaskSlots", "2") } },
        { "flinkConfig.state.checkpoints.dir", "spec.invalid", s => s with { FlinkConfig = s.FlinkConfig.Add("state.checkpoints.dir", "hdfs:///x") } },
        { "flinkConfig.yarn.tags", "spec.invalid", s => s with { FlinkConfig = s.FlinkConfig.Add("yarn.tags", "x") } },
        { "flinkConfig.$internal.pipeline.job-id", "spec.invalid", s => s with { FlinkConfig = s.FlinkConfig.Add("$internal.pipeline.job-id", "x") } },
        { "flinkConfig.a", "spec.invalid", s => s with { FlinkConfig = s.FlinkConfig.Add("a", "b\nc: d") } },
        { "resources.jobManager.memory", "spec.invalid", s => s with { Resources = s.Resources with { JobManager = new ProcessSpec { Memory = "1 gig" } } } },
        { "resources.taskManager.memory", "spec.invalid", s => s with { Resources = s.Resources with { TaskManager = new TaskManagerSpec { Memory = "1m" } } } },
        { "resources.taskManager.slots", "spec.invalid", s => s with { Resources = s.Resources with { TaskManager = new TaskManagerSpec { Memory = "1g", Slots = 65 } } } },
        { "retry.maxBackoff", "spec.invalid", s => s with { Retry = new RetrySpec { InitialBackoff = TimeSpan.FromMinutes(20) } } },
        { "retry.byClass.USERCODE", "spec.invalid", s => s with { Retry = new RetrySpec { ByClass = ImmutableSortedDictionary<string, RetryRule>.Empty.Add("USERCODE", new RetryRule()) } } },
        { "retry.byClass.USER_CODE.maxAttempts", "spec.invalid", s => s with { Retry = new RetrySpec { ByClass = ImmutableSortedDictionary<string, RetryRule>.Empty.Add("USER_CODE", new RetryRule { MaxAttempts = -1 }) } } },
        { "state.savepointEvery", "spec.invalid", s => s with { State = new StateSpec { SavepointEvery = TimeSpan.Zero } } },
        { "state.claim", "spec.invalid", s => s with { State = new StateSpec { Claim = "LEGACY" } } },
        { "recovery.waveClass", "spec.invalid", s => s with { Recovery = new RecoverySpec { WaveClass = "URGENT" } } },
        { "recovery.rpo", "spec.invalid", s => s with { Recovery = new RecoverySpec { Rpo = TimeSpan.Zero } } },
    };
}
