using System.Collections.Immutable;
using ActorPlatform.Flink;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.RestorePoints;

namespace ActorPlatform.Clusters.Tests.Flink;

public sealed class FlinkConfigurationTests
{
    [Fact]
    public void Of_APlan_SetsWhatThePromisesHangOn()
    {
        var configuration = Plans.Configure(Plans.Spec() with { State = new Jobs.Specs.StateSpec { Retain = 12 } });

        configuration.ShouldSatisfyAllConditions(
            () => configuration["$internal.pipeline.job-id"].ShouldBe("00000000000000000000000000c0ffee"),
            () => configuration["$internal.application.main"].ShouldBe("com.x.Orders"),
            () => configuration["high-availability.cluster-id"].ShouldBe("application_1_0001"),
            () => configuration["execution.checkpointing.dir"].ShouldBe("hdfs:///flink/checkpoints"),
            () => configuration["execution.checkpointing.externalized-checkpoint-retention"].ShouldBe("RETAIN_ON_CANCELLATION"),
            () => configuration["execution.checkpointing.num-retained"].ShouldBe("12"),
            () => int.Parse(configuration["web.checkpoints.history"]!, null).ShouldBeGreaterThan(12),
            () => configuration["restart-strategy.type"].ShouldBe("fixed-delay"),
            () => configuration["pipeline.jars"].ShouldBe("file:/orders.jar"),
            () => configuration["execution.state-recovery.path"].ShouldBeNull());
    }

    [Fact]
    public void Of_ARestore_HasItsPathAndModeUnderTheVersionsNames()
    {
        var plan = Plans.Of(Plans.Spec()) with { Restore = new RestoreChoice(new RestorePointId("r1"), "hdfs:///flink/savepoints/s", "CLAIM") };

        foreach (
            var (version, path, mode) in new[]
            {
                ("1.19", "execution.savepoint.path", "execution.savepoint-restore-mode"),
                ("2.0", "execution.state-recovery.path", "execution.state-recovery.claim-mode"),
            })
        {
            var configuration = FlinkConfiguration.Of(FlinkVersionProfile.Find(version)!, Plans.Site, plan, "application_1_0001", out _)!;
            configuration[path].ShouldBe("hdfs:///flink/savepoints/s");
            configuration[mode].ShouldBe("CLAIM");
        }
    }

    [Fact]
    public void Of_TwoJobsOfACluster_ShareOneFile()
    {
        var site = Plans.Site with { Defaults = new Dictionary<string, string> { ["taskmanager.memory.managed.fraction"] = "0.3" } };
        var one = Plans.Configure(Plans.Spec("--a", "it's 1"), site: site);
        var two = Plans.Configure(Plans.Spec("--b") with { EntryClass = "com.x.Other" }, site: site);

        one.FileContent().ShouldBe(two.FileContent());
        one.FileContent().ShouldContain("taskmanager.memory.managed.fraction: \"0.3\"\n");
        one.Dynamic.Keys.ShouldNotContain("taskmanager.memory.managed.fraction");
    }

    [Fact]
    public void Of_AJobsOption_WinsOverTheClusters()
    {
        var site = Plans.Site with
        {
            Defaults = new Dictionary<string, string> { ["restart-strategy"] = "none", ["x"] = "1" },
        };
        var spec = Plans.Spec() with
        {
            FlinkConfig = ImmutableSortedDictionary<string, string>.Empty.Add("x", "2").Add("restart-strategy", "exponential-delay"),
        };

        var configuration = Plans.Configure(spec, site: site);

        configuration["x"].ShouldBe("2");
        configuration["restart-strategy.type"].ShouldBe("exponential-delay");
        configuration["restart-strategy"].ShouldBeNull();
    }

    [Theory]
    [InlineData("say \"hello world\"")]
    [InlineData("$HOME")]
    [InlineData("`id`")]
    [InlineData("a\\b")]
    [InlineData("two\nlines")]
    [InlineData("{\"a\":{\"b\":1}}")]
    public void Of_ArgsThatATaskManagersShellWouldRead_PutsThemIntoTheFile(string arg)
    {
        var configuration = Plans.Configure(Plans.Spec("--x", arg));

        configuration.Dynamic.Keys.ShouldNotContain("$internal.application.program-args");
        configuration.FileContent().ShouldContain("\"$internal.application.program-args\": [\"--x\", ");
        configuration.FileContent().ShouldNotContain("\n lines");
    }

    [Fact]
    public void FileContent_ForTheLegacyParser_IsUnquoted()
    {
        var content = Plans.Configure(Plans.Spec("--x", "a b"), "1.18").FileContent();

        content.ShouldContain("state.checkpoints.dir: hdfs:///flink/checkpoints\n");
        content.ShouldContain("restart-strategy: fixed-delay\n");
        content.ShouldNotContain("\"");
    }

    [Theory]
    [InlineData("{{PWD}}")]
    [InlineData("x<LOG_DIR>y")]
    [InlineData("a<CPS>b")]
    [InlineData("nul\0")]
    public void Of_ArgsThatTheNodeManagerWouldReplace_IsRefused(string arg) =>
        Plans.Problems(Plans.Spec("--x", arg)).ShouldHaveSingleItem().ShouldStartWith("args[1]:");

    [Fact]
    public void Of_SeveralProblems_NamesEach()
    {
        var spec = Plans.Spec("{{X}}") with
        {
            FlinkConfig = ImmutableSortedDictionary<string, string>
                .Empty.Add("$internal.x", "1")
                .Add("state.checkpoints.dir", "hdfs://a/x")
                .Add("bad key", "1")
                .Add("fine", "<CPS>"),
            Resources = new Jobs.Specs.ResourcesSpec { TaskManager = new Jobs.Specs.TaskManagerSpec { Memory = "much" } },
        };

        var problems = Plans.Problems(spec);

        problems.Count.ShouldBe(6);
        problems.ShouldContain(problem => problem.Contains("state.checkpoints.dir is set by the engine; use the cluster's hdfs.root", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_TheLegacyParsersTraps_IsRefused() => Plans.Problems(Plans.Spec("a \"b\" #c"), "1.17").ShouldHaveSingleItem().ShouldContain("1.17");

    [Fact]
    public void JvmOptions_OfSeveralKinds_StandInFlinksOrder()
    {
        var spec = Plans.Spec() with
        {
            FlinkConfig = ImmutableSortedDictionary<string, string>
                .Empty.Add("env.java.opts.all", "-A")
                .Add("env.java.opts.jobmanager", "-B")
                .Add("env.java.default-opts.all", "-C"),
        };

        Plans.Configure(spec).JvmOptions().ShouldBe("-C -A -B -XX:+IgnoreUnrecognizedVMOptions");
        Plans
            .Configure(Plans.Spec() with { FlinkConfig = ImmutableSortedDictionary<string, string>.Empty.Add("env.java.opts.all", "-A") }, "1.17")
            .JvmOptions()
            .ShouldBe("-A");
    }

    [Theory]
    [InlineData("a;b;c", "a", "b", "c")]
    [InlineData("--rate;50", "--rate", "50")]
    [InlineData("'a;b';c d", "a;b", "c d")]
    [InlineData("'it''s';''", "it's", "")]
    [InlineData("'[x]';'- y';'-'", "[x]", "- y", "-")]
    [InlineData("' lead';'trail '", " lead", "trail ")]
    public void Join_OfAList_QuotesWhatCouldBeTakenForSomethingElse(string text, params string[] items) => ListOption.Join(items).ShouldBe(text);
}
