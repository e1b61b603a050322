using ActorPlatform.Edge.Tests.Api;

namespace ActorPlatform.Edge.Tests.Cli;

public sealed class SpecFileTests(CliHost host) : IClassFixture<CliHost>
{
    private const string Yaml = """
        name: orders-wide          # a comment
        tenant: dw
        externalId: EXTERNAL
        labels: { team: dw, year: 2026 }
        artifact: hdfs:///jars/orders.jar
        entryClass: com.x.Orders
        args: [--rate, 100, "true"]
        flinkVersion: 1.20
        parallelism: 2
        target:
          cluster: a
          priority: 50
        flinkConfig:
          execution.checkpointing.interval: 10s
          pipeline.max-parallelism: 128
        """;

    private const string Hocon = """
        name = orders-wide, tenant = dw, externalId = EXTERNAL, labels { team = dw, year = "2026" }
        artifact = "hdfs:///jars/orders.jar", entryClass = com.x.Orders, args = ["--rate", "100", "true"], flinkVersion = "1.20", parallelism = 2
        target { cluster = a, priority = 50 }
        flinkConfig { "execution.checkpointing.interval" = 10s, "pipeline.max-parallelism" = "128" }
        """;

    [Theory]
    [InlineData("spec.yaml", Yaml)]
    [InlineData("spec.yml", Yaml)]
    [InlineData("spec.conf", Hocon)]
    public async Task Create_ByAFile_MeansWhatItSays(string name, string text)
    {
        var file = host.Write(name, text.Replace("EXTERNAL", name.Replace('.', '-'), StringComparison.Ordinal));

        (await host.RunAsync($"job create {file}")).ShouldBe(0, host.Error);

        var spec = host.StateOf(host.Out.Split(' ')[0]).Spec!;
        (spec.Name, spec.Tenant, spec.Parallelism, spec.FlinkVersion, spec.Target.Priority).ShouldBe(("orders-wide", "dw", 2, "1.20", 50));
        spec.Args.ShouldBe(["--rate", "100", "true"]);
        spec.Labels["year"].ShouldBe("2026");
        spec.FlinkConfig["pipeline.max-parallelism"].ShouldBe("128");
    }

    [Fact]
    public async Task Create_AndStart_DoesBoth()
    {
        var file = host.Write("start.json", Specs.Good.Replace("autodts-4711", "cli-create-start", StringComparison.Ordinal));

        (await host.RunAsync($"job create {file} --start")).ShouldBe(0, host.Error);

        host.Out.ShouldContain("defined");
        host.Out.ShouldContain("START");
    }

    [Fact]
    public async Task Create_Repeated_MeetsTheFirstOne()
    {
        var file = host.Write("again.json", Specs.Good.Replace("autodts-4711", "cli-again", StringComparison.Ordinal));

        await host.RunAsync($"job create {file}");
        var first = host.Out;
        (await host.RunAsync($"job create {file}")).ShouldBe(0);

        host.Out.ShouldBe(first);
    }

    [Theory]
    [InlineData("bad.yaml", "name: [", 2, "bad.yaml:2:1: ")]
    [InlineData("alias.yaml", "name: &a x\nartifact: *b", 2, "alias.yaml")]
    [InlineData("list.yaml", "[1]", 2, "an object of fields")]
    [InlineData("empty.yaml", "", 2, "an object of fields")]
    [InlineData("bad.conf", "name = {", 2, "bad.conf:")]
    [InlineData("fields.yaml", "name: n\nartefact: x\ntarget: {cluster: nowhere}", 2, "target.cluster")]
    public async Task Create_ByABadFile_SaysWhereAndWhat(string name, string text, int code, string says)
    {
        var file = host.Write(name, text);

        (await host.RunAsync($"job create {file}")).ShouldBe(code);

        host.Error.ShouldContain(says);
    }

    [Fact]
    public async Task Create_FileIsMissing_NamesIt()
    {
        (await host.RunAsync("job create nowhere.yaml")).ShouldBe(2);

        host.Error.ShouldContain("nowhere.yaml");
    }
}
