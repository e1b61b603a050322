using ActorPlatform.Edge.Tests.Api;
using ActorPlatform.Host.CommandLine;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Edge.Tests.Cli;

/// <summary>The command line against a facade on loopback, with jobs in memory.</summary>
public sealed class CliHost : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actorplatform-edge-").FullName;

    internal ApiHost Api { get; } = new();

    /// <summary>What somebody types; null: nobody is there.</summary>
    internal string? Typed { get; set; }

    internal string Out { get; private set; } = "";

    internal string Error { get; private set; } = "";

    public async Task InitializeAsync()
    {
        await Api.InitializeAsync();
        Api.Jobs.Clusters = [new ClusterSight("a", "yarn", Sight.Clear, new ClusterCapacity("3.4.3", 65536, 1024, 64, 1, 4, 1, 9, 8192, 8), 2, new ClusterTraffic(1.5, new Dictionary<string, string> { ["http://rm"] = "CLOSED" }))];
    }

    public async Task DisposeAsync()
    {
        await Api.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    internal Task<int> RunAsync(string line, int? width = null) => RunAsync(line.Split(' '), width);

    internal async Task<int> RunAsync(string[] arguments, int? width = null)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await ActorPlatformCommand.RunAsync([.. arguments, "--server", Api.Address.ToString()], new Terminal(output, error, width) { In = Typed is { } typed ? new StringReader(typed) : null }, CancellationToken.None);
        (Out, Error) = (output.ToString(), error.ToString());
        Error.ShouldNotContain("   at ");
        return code;
    }

    /// <summary>A job with a run under way.</summary>
    internal async Task<string> StartedAsync(string externalId)
    {
        var id = await Api.DefineAsync(externalId);
        (await Api.PostAsync($"/api/v1/jobs/{id}/start", key: externalId)).Status.ShouldBe(202);
        return id;
    }

    internal JobState StateOf(string id) => Api.Jobs.StateOf(new JobId(id));

    internal string Write(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }
}
