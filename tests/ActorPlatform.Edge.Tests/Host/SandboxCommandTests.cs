using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using ActorPlatform.Hocon.Configuration;
using ActorPlatform.Host.CommandLine;
using ActorPlatform.Hosting.Configuration;
using Microsoft.Extensions.Configuration;

namespace ActorPlatform.Edge.Tests.Host;

public sealed class SandboxCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actorplatform-edge-").FullName;
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    private string Data => Path.Combine(_folder, "sandbox");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("--clusters", "a,B")]
    [InlineData("--clusters", "a,a")]
    [InlineData("--clusters", ",")]
    [InlineData("--listen", "here")]
    [InlineData("--listen", "0.0.0.0:0")]
    [InlineData("--start", "soon")]
    [InlineData("--checkpoint-every", "0s")]
    public async Task Sandbox_WithWhatCannotBe_SaysSoInWords(string option, string value)
    {
        (await ActorPlatformCommand.RunAsync(["sandbox", "--data", Data, "--listen", "127.0.0.1:0", option, value], new Terminal(_out, _error), CancellationToken.None)).ShouldBe(2);

        _error.ToString().ShouldNotBeEmpty();
        _error.ToString().ShouldNotContain("   at ");
        _out.ToString().ShouldNotContain("ready");
    }

    [Fact]
    public async Task Sandbox_AddressIsTaken_SaysSoInWords()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        (await ActorPlatformCommand.RunAsync(["sandbox", "--data", Data, "--listen", $"{other.LocalEndpoint}"], new Terminal(_out, _error), CancellationToken.None)).ShouldBe(1);

        _error.ToString().ShouldContain("--listen");
        _error.ToString().ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Sandbox_WhenReady_HasWrittenTheConfigurationThatReachesIt()
    {
        using var stop = new CancellationTokenSource();
        var ready = new SignalWriter("sandbox ready");
        var serving = ActorPlatformCommand.RunAsync(["sandbox", "--clusters", "a,b", "--listen", "127.0.0.1:0", "--data", Data, "--seed", "7"], new Terminal(ready, _error), stop.Token);
        (await Task.WhenAny(ready.Seen, serving)).ShouldBe(ready.Seen, _error.ToString());

        var (options, problems) = ConfigurationReader.Find(Read());
        using var client = new HttpClient();
        var info = await client.GetFromJsonAsync<JsonElement>(new Uri(options.Clusters["b"].ResourceManagers[0] + "/ws/v1/cluster/info"));
        await stop.CancelAsync();

        problems.ShouldBeEmpty();
        options.Clusters.Keys.ShouldBe(["a", "b"], ignoreOrder: true);
        options.Clusters["a"].Kind.ShouldBe("yarn");
        info.GetProperty("clusterInfo").GetProperty("state").GetString().ShouldBe("STARTED");
        (await serving).ShouldBe(0);
    }

    private IConfigurationRoot Read()
    {
        var text = $$"""actorplatform { include "{{Path.Combine(Data, "sandbox.conf")}}" }""";
        var file = Path.Combine(_folder, "actorplatform.conf");
        File.WriteAllText(file, text);
        return new ConfigurationBuilder().AddHoconFile(file, new HoconConfigurationOptions { MapPaths = HoconMapPaths.Of(typeof(ActorPlatformOptions), ActorPlatformOptions.Section) }).Build();
    }
}
