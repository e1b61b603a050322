using ActorPlatform.Hocon.Binding;
using ActorPlatform.Hocon.Configuration;
using Microsoft.Extensions.Configuration;

namespace ActorPlatform.Edge.Tests.Hocon;

public sealed class BinderTests
{
    internal static readonly HoconConfigurationOptions Flat = new()
    {
        Read = HoconTexts.Options(),
        MapPaths = [.. HoconMapPaths.Of(typeof(SampleOptions), "app"), "node.lists.**"],
    };

    internal static IConfigurationRoot Build(string text, params string[] overrides) =>
        new ConfigurationBuilder().AddHoconText(text, Flat).AddHoconOverrides(overrides, Flat).Build();

    private static SampleNode Node(string text, params string[] overrides) => Build($"node {{ {text} }}", overrides).BindHocon("node", new SampleNode());

    [Fact]
    public void BindHocon_ScalarsOfEachType_AreSet()
    {
        var node = Node("""
            name = "a b", act-deadline = 30s, max-body-bytes = 64KiB, bandwidth = 100MB, shards = 12, jitter = 0.25
            enabled = on, kind = local-file, url = "http://h:1/x", pause = 200 ms, ports = [8080, 9090], steps = [1s, 2m]
            lists { one-a = [1, 2], two = [] }, seeds = [x, y]
            """);

        node.Name.ShouldBe("a b");
        node.ActDeadline.ShouldBe(TimeSpan.FromSeconds(30));
        node.MaxBodyBytes.ShouldBe(65_536);
        node.BandwidthBytes.ShouldBe(100_000_000);
        node.Shards.ShouldBe(12);
        node.Jitter.ShouldBe(0.25);
        node.Enabled.ShouldBeTrue();
        node.Kind.ShouldBe(SampleKind.LocalFile);
        node.Url.ShouldBe(new Uri("http://h:1/x"));
        node.Pause.ShouldBe(TimeSpan.FromMilliseconds(200));
        node.Ports.ShouldBe([8080, 9090]);
        node.Steps.ShouldBe([TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2)]);
        node.Lists.Keys.ShouldBe(["one-a", "two"]);
        node.Lists["one-a"].ShouldBe([1, 2]);
        node.Lists["two"].ShouldBeEmpty();
        node.Seeds.ShouldBe(["x", "y"]);
    }

    [Fact]
    public void BindHocon_NothingSet_LeavesDefaults()
    {
        var node = Build("x = 1").BindHocon("node", new SampleNode());

        node.Ports.ShouldBe([1, 2, 3]);
        node.Seeds.ShouldBe(["default"]);
        node.Pause.ShouldBe(TimeSpan.FromSeconds(9));
    }

    [Fact]
    public void BindHocon_NullAndEmptyList_LeaveAndReplaceTheDefault()
    {
        var node = Node("pause = null, ports = [], seeds = []");

        node.Pause.ShouldBe(TimeSpan.FromSeconds(9));
        node.Ports.ShouldBeEmpty();
        node.Seeds.ShouldBeEmpty();
    }

    [Fact]
    public void BindHocon_ListInTwoSources_ComesWholeFromTheStronger() =>
        Node("ports = [1, 2, 3, 4]", "node.ports=[9]").Ports.ShouldBe([9]);

    [Fact]
    public void BindHocon_NestedOptions_AreSet()
    {
        var options = Build("""
            app {
              node.act-deadline = 1m
              spare { name = s }
              clusters {
                my-a { user = hdfs, flink { "1.20" { libs = "hdfs:///x" } }, flink-config { "taskmanager.numberOfTaskSlots" = 2, state.backend-x = rocksdb } }
                b {}
              }
              stages = [{ name = one, labels { team-x = dw, a.b = c } }, {}]
            }
            """).BindHocon("app", new SampleOptions());

        options.Node.ActDeadline.ShouldBe(TimeSpan.FromMinutes(1));
        options.Spare!.Name.ShouldBe("s");
        options.Clusters.Keys.ShouldBe(["my-a", "b"], ignoreOrder: true);
        options.Clusters["b"].User.ShouldBe("flink");
        options.Clusters["my-a"].Flink["1.20"].Libs.ShouldBe("hdfs:///x");
        options.Clusters["my-a"].FlinkConfig.ShouldBe(
            new Dictionary<string, string> { ["taskmanager.numberOfTaskSlots"] = "2", ["state.backend-x"] = "rocksdb" },
            ignoreOrder: true);
        options.Stages.Count.ShouldBe(2);
        options.Stages[0].Labels.ShouldBe(new Dictionary<string, string> { ["team-x"] = "dw", ["a.b"] = "c" }, ignoreOrder: true);
    }

    [Fact]
    public void BindHocon_Environment_OverridesTheFileAndSetOverridesBoth()
    {
        Environment.SetEnvironmentVariable("HOCONBINDERTEST__ACTDEADLINE", "40s");
        Environment.SetEnvironmentVariable("HOCONBINDERTEST__NAME", "env");
        Environment.SetEnvironmentVariable("HOCONBINDERTEST__SHARDS", "many");
        var configuration = new ConfigurationBuilder()
            .AddHoconText("hoconbindertest { act-deadline = 30s, name = file }", Flat)
            .AddEnvironmentVariables()
            .AddHoconOverrides(["hoconbindertest.name=set"], Flat)
            .Build();
        var node = new SampleNode();

        var problems = HoconBinder.Bind(configuration, "hoconbindertest", node, []);

        node.ActDeadline.ShouldBe(TimeSpan.FromSeconds(40));
        node.Name.ShouldBe("set");
        problems.ShouldHaveSingleItem().ToString().ShouldBe(
            "hoconbindertest.shards: 'many' is not allowed; allowed: a whole number from -2147483648 to 2147483647 (environment variable HOCONBINDERTEST__SHARDS)");
    }

    [Fact]
    public void BindHocon_Section_BindsWithoutOrigins()
    {
        var configuration = Build("app.node { act-deadline = 30s, shards = x }");
        var section = configuration.GetSection("App:Node");
        var node = new SampleNode();

        var error = Should.Throw<HoconBindException>(() => section.BindHocon(node));

        node.ActDeadline.ShouldBe(TimeSpan.FromSeconds(30));
        error.Problems.ShouldHaveSingleItem().Path.ShouldBe("shards");
    }

    [Fact]
    public void BindHocon_PathAsConfigurationKey_IsUnderstood() =>
        Build("app.node.act-deadline = 30s").BindHocon("App:Node", new SampleNode()).ActDeadline.ShouldBe(TimeSpan.FromSeconds(30));
}
