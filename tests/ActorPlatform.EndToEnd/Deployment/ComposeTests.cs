using System.Diagnostics;
using ActorPlatform.EndToEnd.Databases;
using ActorPlatform.EndToEnd.Engines;
using ActorPlatform.EndToEnd.Rigs;
using ActorPlatform.EndToEnd.Waits;
using Npgsql;

namespace ActorPlatform.EndToEnd.Deployment;

/// <summary>docker-compose.yml and the Dockerfile carried out without Docker: their commands as processes, their paths mapped to this machine.</summary>
public sealed class ComposeTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    [Fact]
    public void Ports_AreOnLoopbackOnly()
    {
        var ports = ComposeFile.Read().Services.Values.SelectMany(s => s.Ports).ToList();
        ports.ShouldNotBeEmpty();
        ports.ShouldAllBe(p => p.StartsWith("127.0.0.1:", StringComparison.Ordinal));
    }

    [Fact]
    public void Container_RunsAsNobodySpecial() => ContainerFile.Read().User.ShouldBe("app");

    [SkippableFact]
    public async Task Services_StartedAsWritten_BecomeHealthyAndStopInTheirGracePeriod()
    {
        var (compose, container) = (ComposeFile.Read(), ContainerFile.Read());
        var (database, node) = (compose.Services["postgres"], compose.Services["node"]);
        await using var server = await PostgresInstance.StartNewAsync(user: database.Environment["POSTGRES_USER"]);
        await server.CreateDatabaseAsync(database.Environment["POSTGRES_DB"]);
        database.Healthcheck!.Test[0].ShouldBe("CMD");
        // By env, so that PATH is the one given.
        await Shell.RunAsync("env", server.Environment, s_patience, [.. database.Healthcheck.Test[1..]]);

        node.Command.ShouldBe(container.Command);
        var port = Engine.FreePort();
        using var process = Start(await PublishAsync(), container, node, server, port);
        try
        {
            // "http://127.0.0.1:8080/readyz", at the port that the test gave it.
            var health = container.HealthCheck.Select(w => w.Replace(":8080", $":{port}", StringComparison.Ordinal)).ToArray();
            await Until.SeenAsync(
                "the container's health check passes",
                s_patience,
                async () => process.HasExited ? throw new InvalidOperationException($"the node ended with {process.ExitCode}") : await CheckAsync(health),
                code => code == "0",
                () => Task.FromResult("see the output above"));
            await StopAsync(process, node);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static async Task<string?> CheckAsync(string[] command) =>
        (await Shell.TryAsync(command[0], new Dictionary<string, string>(), s_patience, command[1..])).Code.ToString();

    /// <summary>What <c>docker stop</c> does: SIGTERM, and the grace period.</summary>
    private static async Task StopAsync(Process process, ComposeService node)
    {
        node.StopGracePeriod.ShouldNotBeNull().ShouldEndWith("s");
        using var grace = new CancellationTokenSource(TimeSpan.FromSeconds(int.Parse(node.StopGracePeriod.TrimEnd('s'))));
        await Shell.RunAsync("kill", new Dictionary<string, string>(), s_patience, "-TERM", $"{process.Id}");
        await process.WaitForExitAsync(grace.Token);
        process.ExitCode.ShouldBe(0);
    }

    private static Process Start(string published, ContainerFile container, ComposeService node, PostgresInstance server, int port)
    {
        var program = container.EntryPoint[0].Replace("/app/", published + "/", StringComparison.Ordinal);
        List<string> arguments = [.. container.EntryPoint[1..], .. node.Command.Select(node.Mapped)];
        arguments.AddRange(["--set", $"actorplatform.http.url=http://127.0.0.1:{port}"]);
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, WorkingDirectory = published };
        foreach (var (name, value) in node.Environment)
            start.Environment[name] = name == "ACTORPLATFORM_POSTGRES" ? Moved(value, server) : value;
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        Workspace.Guard(process, program);
        return process;
    }

    /// <summary>The host and port of a connection string, moved to the test's server; all else as written.</summary>
    private static string Moved(string connection, PostgresInstance server)
    {
        var (written, here) = (new NpgsqlConnectionStringBuilder(connection), new NpgsqlConnectionStringBuilder(server.ConnectionString));
        written.Host.ShouldBe("postgres", "the name of the service");
        (written.Host, written.Port) = (here.Host, here.Port);
        return written.ConnectionString;
    }

    private static async Task<string> PublishAsync()
    {
        var folder = Workspace.NewFolder("published");
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        await Shell.RunAsync(
            "dotnet", new Dictionary<string, string> { ["MSBUILDDISABLENODEREUSE"] = "1" }, TimeSpan.FromMinutes(5),
            "publish", Path.Combine(Requirements.Root, "src/edge/ActorPlatform.Host"), "-c", output.Parent!.Name, "--no-build", "-o", folder);
        return folder;
    }
}
