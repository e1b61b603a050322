using System.Text.Json.Nodes;
using ActorPlatform.Edge.Tests.Architecture;
using ActorPlatform.Host.CommandLine;

namespace ActorPlatform.Edge.Tests.Host;

/// <summary><c>config parse</c>, <c>check</c> and <c>show</c>.</summary>
public sealed class ConfigCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actorplatform-edge-").FullName;
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Parse_AFileWithIncludesAndSubstitutions_IsTypedJson()
    {
        Write("b.conf", "n = 1.50, t = yes, b = true, nothing = null");
        var file = Write("a.conf", "x { include \"b.conf\" }\nl = [1] [2]\nl += ${x.b}\nname = \"é \"${x.n}");

        (await RunAsync("config", "parse", file)).ShouldBe(0);

        JsonNode.DeepEquals(JsonNode.Parse(_out.ToString()), JsonNode.Parse("""{"x":{"n":1.50,"t":"yes","b":true,"nothing":null},"l":[1,2,true],"name":"é 1.50"}""")).ShouldBeTrue(_out.ToString());
    }

    [Fact]
    public async Task Parse_ABrokenFile_NamesFileAndLine()
    {
        var file = Write("a.conf", "a = 1\nb = [1, 2\n");

        (await RunAsync("config", "parse", file)).ShouldBe(2);

        _error.ToString().ShouldContain($"{file}:");
        _out.ToString().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("hocon/single-node.conf")]
    [InlineData("hocon/sandbox.conf")]
    [InlineData("hocon/reference.conf")]
    public async Task Check_AProfileOfOurs_CanBeUsed(string profile) =>
        (await RunAsync("config", "check", Path.Combine(Repository.Root, profile))).ShouldBe(0, _error.ToString());

    [Fact]
    public async Task Check_WrongKeysAndValues_NamesAllWithTheNearestKey()
    {
        var file = Write("a.conf", "actorplatform {\n  http.max-bdy = 1MB\n  node.act-for = soon\n}");

        (await RunAsync("config", "check", file)).ShouldBe(2);

        _error.ToString().ShouldContain("did you mean 'max-body'");
        _error.ToString().ShouldContain($"{file}:2");
        _error.ToString().ShouldContain("actorplatform.node.act-for");
    }

    [Fact]
    public async Task Show_EveryOption_HasItsValueAndWhereItComesFrom()
    {
        var file = Write("a.conf", "actorplatform {\n  http.max-body = 2MiB\n  clusters.s { kind = sandbox }\n}");

        (await RunAsync("config", "show", "--config", file, "--set", "actorplatform.node.name=n7")).ShouldBe(0, _error.ToString());

        var lines = _out.ToString().Split(Environment.NewLine);
        lines.ShouldContain($"actorplatform.http.max-body = 2MiB  # {file}:2:19");
        lines.ShouldContain("actorplatform.http.headers-within = 15s  # default");
        lines.ShouldContain($"actorplatform.clusters.s.kind = \"sandbox\"  # {file}:3:23");
        lines.ShouldContain(line => line.StartsWith("actorplatform.node.name = \"n7\"  # --set", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Show_OnlyTheChanged_LeavesDefaultsOut()
    {
        var file = Write("a.conf", "actorplatform.http.max-body = 2MiB");

        (await RunAsync("config", "show", "--config", file, "--changed")).ShouldBe(0);

        _out.ToString().Trim().Split(Environment.NewLine).ShouldHaveSingleItem().ShouldStartWith("actorplatform.http.max-body");
    }

    [Fact]
    public async Task Show_AnUnknownKey_NamesTheNearestAndShowsTheRest()
    {
        var file = Write("a.conf", "actorplatform.http.max-bdy = 2MiB");

        (await RunAsync("config", "show", "--config", file)).ShouldBe(2);

        _error.ToString().ShouldContain("did you mean 'max-body'");
        _out.ToString().ShouldContain("actorplatform.http.max-body = 1MiB  # default");
    }

    [Fact]
    public async Task ShowAndCheck_OfAConnectionString_DoNotTellItsPassword()
    {
        var file = Write("a.conf", "actorplatform.storage { provider = postgres, postgres.connection-string = \"Host=db;Username=ap;Password=hunter2\" }");

        await RunAsync("config", "show", "--config", file, "--set", "actorplatform.storage.postgres.connection-string=Host=db2;Password=hunter3");
        await RunAsync("config", "check", file, "--set", "actorplatform.storage.provider=\"Password=hunter4\"");

        var all = _out.ToString() + _error;
        all.ShouldContain("Host=db2;Password=***");
        all.ShouldNotContain("hunter");
    }

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }

    private Task<int> RunAsync(params string[] arguments) => ActorPlatformCommand.RunAsync(arguments, new Terminal(_out, _error), CancellationToken.None);
}
