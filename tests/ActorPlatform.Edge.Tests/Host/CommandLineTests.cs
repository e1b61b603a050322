using System.Net;
using System.Net.Sockets;
using ActorPlatform.Host.CommandLine;

namespace ActorPlatform.Edge.Tests.Host;

public sealed class CommandLineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actorplatform-edge-").FullName;
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("--help", 0)]
    [InlineData("serve --help", 0)]
    [InlineData("cluster install-flink --help", 0)]
    [InlineData("--version", 0)]
    [InlineData("", 2)]
    [InlineData("serve", 2)]
    [InlineData("serve --confg x", 2)]
    [InlineData("cluster install-flink a", 2)]
    [InlineData("sandbox --help", 0)]
    [InlineData("sandbox", 2)]
    public async Task Run_CommandLine_EndsWithItsCode(string line, int code) => (await RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ShouldBe(code);

    [Theory]
    [InlineData("--server http://127.0.0.1:1", "serve", "--config none.conf")]
    [InlineData("--server http://127.0.0.1:1", "dev", "--port 0")]
    [InlineData("-o json", "sandbox", "--data none")]
    [InlineData("--output json", "config check", "none.conf")]
    [InlineData("--server http://127.0.0.1:1", "cluster install-flink", "a 1.20 none --config none.conf")]
    [InlineData("--output json", "completion bash", "")]
    public async Task Run_OptionOfAnEngineBeforeALocalCommand_SaysWhoseItIs(string option, string command, string rest)
    {
        (await RunAsync($"{option} {command} {rest}".Split(' ', StringSplitOptions.RemoveEmptyEntries))).ShouldBe(2);

        var name = option.StartsWith("--server", StringComparison.Ordinal) ? "--server" : "--output";
        _error.ToString().ShouldStartWith($"{name} is for commands that ask a running engine (job, batch, operation, artifact, node, cluster list, cluster get); '{command}' asks none. Leave it out.");
        _error.ToString().ShouldContain($"Try: actorplatform {command} --help");
        _out.ToString().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--server http://127.0.0.1:1 serve --help", 0)]
    [InlineData("--server http://127.0.0.1:1 job list", 5)]
    [InlineData("--output json --server http://127.0.0.1:1 cluster list", 5)]
    [InlineData("serve --config none.conf --server http://127.0.0.1:1", 2)]
    public async Task Run_OptionOfAnEngineElsewhere_IsTakenOrUnknown(string line, int code) => (await RunAsync(line.Split(' '))).ShouldBe(code, _error.ToString());

    [Fact]
    public async Task Run_Help_TellsExitCodes()
    {
        await RunAsync("--help");

        _out.ToString().ShouldContain("Exit codes: 0 done; 1 failed");
    }

    [Fact]
    public async Task Serve_FileIsMissing_NamesIt()
    {
        (await RunAsync("serve", "--config", Path.Combine(_folder, "none.conf"))).ShouldBe(2);

        _error.ToString().ShouldContain("none.conf");
    }

    [Fact]
    public async Task Serve_BrokenFile_NamesFileAndLine()
    {
        var file = Write("actorplatform {\n  node { name = \"n1\"\n");

        (await RunAsync("serve", "--config", file)).ShouldBe(2);

        _error.ToString().ShouldContain($"{file}:");
        _error.ToString().ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Serve_SeveralWrongValues_NamesEachWithItsLine()
    {
        var file = Write("actorplatform {\n  http.url = \"http://127.0.0.1:0\"\n  http.max-body = lots\n  node.act-for = 1h\n}\n");

        (await RunAsync("serve", "--config", file, "--set", "actorplatform.entities.shards=0")).ShouldBe(2);

        var text = _error.ToString();
        text.ShouldContain("actorplatform.http.max-body");
        text.ShouldContain($"{file}:3");
        text.ShouldContain("actorplatform.node.act-for");
        text.ShouldContain("actorplatform.entities.shards");
    }

    [Fact]
    public async Task Serve_AddressReachedFromElsewhere_IsRefused()
    {
        var file = Write("actorplatform.http.url = \"http://0.0.0.0:0\"\n");

        (await RunAsync("serve", "--config", file)).ShouldBe(3);

        _error.ToString().ShouldContain("--insecure");
    }

    [Fact]
    public async Task InstallFlink_UnknownClusterOrVersion_SaysWhichThereAre()
    {
        var file = Write("""actorplatform.clusters.a { kind = yarn, resource-managers = ["http://127.0.0.1:1"], hdfs { name-nodes = ["http://127.0.0.1:1"], uri = "hdfs://x" } }""");

        (await RunAsync("cluster", "install-flink", "b", "1.20", _folder, "--config", file)).ShouldBe(2);
        (await RunAsync("cluster", "install-flink", "a", "1.16", _folder, "--config", file)).ShouldBe(2);
        (await RunAsync("cluster", "install-flink", "a", "1.20", _folder, "--config", file)).ShouldBe(2);

        var text = _error.ToString();
        text.ShouldContain("configured: a");
        text.ShouldContain("1.17, 1.18");
        text.ShouldContain("No flink-dist jar");
        text.ShouldNotContain("Parameter");
    }

    [Fact]
    public async Task InstallFlink_OnASandbox_SaysThatItIsThere()
    {
        var file = Write("actorplatform.clusters.s { kind = sandbox }");

        (await RunAsync("cluster", "install-flink", "s", "1.20", _folder, "--config", file)).ShouldBe(2);

        _error.ToString().ShouldContain("is a sandbox");
    }

    [Fact]
    public async Task InstallFlink_HdfsDoesNotAnswer_SaysSoInWords()
    {
        var file = Write("""actorplatform.clusters.a { kind = yarn, resource-managers = ["http://127.0.0.1:1"], hdfs { name-nodes = ["http://127.0.0.1:1"], uri = "hdfs://x" } }""");
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "lib")).FullName, "flink-dist-1.20.5.jar"), "jar");

        (await RunAsync("cluster", "install-flink", "a", "1.20", _folder, "--config", file)).ShouldBe(1);

        _error.ToString().ShouldContain("http://127.0.0.1:1");
        _error.ToString().ShouldContain("repeat the command");
        _error.ToString().ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Serve_AddressIsTaken_SaysSoInWords()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var file = Write($$"""
            actorplatform {
              http.url = "http://{{other.LocalEndpoint}}"
              storage.sqlite.path = "{{Path.Combine(_folder, "a.db")}}"
            }
            """);

        (await RunAsync("serve", "--config", file)).ShouldBe(1);

        _error.ToString().ShouldContain("choose another actorplatform.http.url");
        _error.ToString().ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Serve_UntilItIsStopped_TellsWhereItListens()
    {
        var file = Write($$"""
            actorplatform {
              http.url = "http://127.0.0.1:0"
              storage.sqlite.path = "{{Path.Combine(_folder, "a.db")}}"
            }
            """);
        using var stop = new CancellationTokenSource();
        var greeting = new SignalWriter("try: curl ");
        var serving = ActorPlatformCommand.RunAsync(["serve", "--config", file], new Terminal(greeting, _error), stop.Token);
        (await Task.WhenAny(greeting.Seen, serving)).ShouldBe(greeting.Seen, _error.ToString());
        var url = (await greeting.Seen).Split("try: curl ")[1].Trim();

        using var client = new HttpClient();
        (await client.GetAsync(new Uri(url))).EnsureSuccessStatusCode();
        await stop.CancelAsync();

        (await serving).ShouldBe(0);
    }

    private string Write(string text)
    {
        var file = Path.Combine(_folder, "actorplatform.conf");
        File.WriteAllText(file, text);
        return file;
    }

    private Task<int> RunAsync(params string[] arguments) => ActorPlatformCommand.RunAsync(arguments, new Terminal(_out, _error), CancellationToken.None);
}
