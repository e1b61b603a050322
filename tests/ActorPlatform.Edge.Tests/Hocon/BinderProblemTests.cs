using ActorPlatform.Hocon.Binding;

namespace ActorPlatform.Edge.Tests.Hocon;

public sealed class BinderProblemTests
{
    private static IReadOnlyList<string> Problems(string text) =>
        [.. HoconBinder.Bind(BinderTests.Build(text), "app", new SampleOptions(), []).Select(problem => problem.ToString())];

    [Theory]
    [InlineData("act-deadline = soon", "app.node.act-deadline: 'soon' is not allowed; allowed: a number and a unit")]
    [InlineData("act-deadline = 30", "app.node.act-deadline: '30' is not allowed; allowed: a number and a unit")]
    [InlineData("act-deadline = 2h", "app.node.act-deadline: 2h is out of range; allowed: 1s to 1h (text:1:27)")]
    [InlineData("max-body-bytes = 1KB", "app.node.max-body-bytes: '1KB' is not allowed; allowed: a number of bytes")]
    [InlineData("max-body-bytes = 1B", "app.node.max-body-bytes: 1B is out of range; allowed: 1024 bytes to 1073741824 bytes")]
    [InlineData("bandwidth = 10GB", "app.node.bandwidth: '10GB' is not allowed")]
    [InlineData("shards = 0", "app.node.shards: 0 is out of range; allowed: 1 to 100 (text:1:21)")]
    [InlineData("shards = 1.5", "app.node.shards: '1.5' is not allowed; allowed: a whole number from")]
    [InlineData("shards = [1]", "app.node.shards: must be a single value")]
    [InlineData("shards { a = 1 }", "app.node.shards: must be a single value")]
    [InlineData("enabled = maybe", "app.node.enabled: 'maybe' is not allowed; allowed: true, false, yes, no, on, off")]
    [InlineData("kind = mesos", "app.node.kind: 'mesos' is not allowed; allowed: yarn, local-file")]
    [InlineData("url = nowhere", "app.node.url: 'nowhere' is not allowed; allowed: an absolute URL")]
    [InlineData("name = \"\"", "app.node.name: must be set (text:1:19)")]
    [InlineData("ports = 1", "app.node.ports: '1' is not allowed; must be a list: [ … ]")]
    [InlineData("ports { a = 1 }", "app.node.ports: must be a list: [ … ], not an object")]
    [InlineData("ports = [1, x]", "app.node.ports.1: 'x' is not allowed")]
    [InlineData("shard = 1", "app.node.shard: unknown key; did you mean 'shards'? known are act-deadline, bandwidth, enabled, jitter,")]
    [InlineData("act-dedline = 1s", "app.node.act-dedline: unknown key; did you mean 'act-deadline'? known are")]
    [InlineData("derived = 1", "app.node.derived: unknown key; known are")]
    [InlineData("renew = 30s", "app.node: node.renew must be shorter than node.act-deadline (text:1:10)")]
    public void Bind_WrongNode_SaysWhatAndWhereAndWhatIsAllowed(string node, string problem) =>
        Problems($"app.node {{ {node} }}").ShouldHaveSingleItem().ShouldStartWith(problem);

    [Theory]
    [InlineData("node = 5", "app.node: '5' is not allowed; must be an object: { … } (text:1:14)")]
    [InlineData("clusters = x", "app.clusters: 'x' is not allowed; must be an object: { … }")]
    [InlineData("clusters { a = x }", "app.clusters.a: 'x' is not allowed; must be an object: { … }")]
    [InlineData("clusters { my-a { user = A1 } }", "app.clusters.my-a.user: 'A1' does not have the form ^[a-z]+$ (text:1:32)")]
    [InlineData("clusters { a { usr = x } }", "app.clusters.a.usr: unknown key; did you mean 'user'? known are flink, flink-config, user (text:1:28)")]
    [InlineData("clusters { a { flink { \"1.20\" {} } } }", "app.clusters.a.flink.\"1.20\".libs: must be set")]
    [InlineData("stages = [{ nam = x }]", "app.stages.0.nam: unknown key; did you mean 'name'?")]
    [InlineData("something-else { a = 1 }", "app.something-else: unknown key; known are clusters, node, spare, stages (text:1:22)")]
    public void Bind_WrongOptions_SaysWhatAndWhereAndWhatIsAllowed(string text, string problem) =>
        Problems($"app {{ {text} }}").ShouldHaveSingleItem().ShouldStartWith(problem);

    [Fact]
    public void Bind_SeveralProblems_AreAllReported()
    {
        var problems = Problems("app {\n  node { shards = 0, act-deadline = x }\n  nod = 1\n  clusters.a.user = A1\n}");

        problems.Count.ShouldBe(4);
        problems.ShouldAllBe(problem => problem.Contains("(text:"));
    }

    [Fact]
    public void BindHocon_Problems_AreInTheMessageEachOnItsLine()
    {
        var error = Should.Throw<HoconBindException>(() => BinderTests.Build("app.node { shards = 0, jitter = x }").BindHocon("app", new SampleOptions()));

        error.Message.Split(Environment.NewLine).ShouldBe(
        [
            "The configuration has 2 problem(s):",
            "- app.node.shards: 0 is out of range; allowed: 1 to 100 (text:1:21)",
            "- app.node.jitter: 'x' is not allowed; allowed: a number (text:1:33)",
        ]);
    }

    [Fact]
    public void Bind_KeysOfOthers_AreNoProblem() =>
        HoconBinder.Bind(BinderTests.Build("app { node {}, of-others { a = 1 } }"), "app", new SampleOptions(), ["of-others"]).ShouldBeEmpty();

    [Fact]
    public void Bind_DefaultThatBreaksItsOwnRule_IsReported() =>
        HoconBinder.Bind(BinderTests.Build("x = 1"), "app", new SampleOptions { Node = new SampleNode { Shards = 1000 } }, [])
            .ShouldHaveSingleItem().ToString().ShouldBe("app.node.shards: 1000 is out of range; allowed: 1 to 100");

    [Fact]
    public void Bind_HugeNumberForIntRange_IsAProblemNotAnOverflow() =>
        HoconBinder.Bind(BinderTests.Build("app.big = 9999999999"), "app", new BigOptions(), [])
            .ShouldHaveSingleItem().Message.ShouldBe("9999999999 is out of range; allowed: 1 to 10");

    private sealed class BigOptions
    {
        [System.ComponentModel.DataAnnotations.Range(1, 10)]
        public long Big { get; set; } = 1;
    }
}
