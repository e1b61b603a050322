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

    [Fact]
    public void Nodes_EachHasItsNameAndIsReachedByItsService()
    {
        var nodes = ComposeFile.Read().Nodes;

        nodes.Count.ShouldBe(3);
        nodes.Select(n => n.Node.Environment["ACTORPLATFORM_NODE"]).Distinct().Count().ShouldBe(3);
        nodes.ShouldAllBe(n => n.Node.Environment["ACTORPLATFORM_ADVERTISE"] == $"{n.Service}:7070");
        nodes.ShouldAllBe(n => n.Node.Restart == "on-failure", "a drained node ends with code 0, and stays away");
    }

    [SkippableFact]
    public async Task Services_StartedAsWritten_AreOneClusterThatIsRestartedAndDrainedUnnoticed()
    {
        var (compose, container) = (ComposeFile.Read(), ContainerFile.Read());
        var database = compose.Services["postgres"];
        await using var server = await PostgresInstance.StartNewAsync(user: database.Environment["POSTGRES_USER"]);
        await server.CreateDatabaseAsync(database.Environment["POSTGRES_DB"]);
        database.Healthcheck!.Test[0].ShouldBe("CMD");
        // By env, so that PATH is the one given.
        await Shell.RunAsync("env", server.Environment, s_patience, [.. database.Healthcheck.Test[1..]]);

        compose.Nodes.ShouldAllBe(n => n.Node.Command.SequenceEqual(container.Command));
        var published = await PublishAsync();
        await using var nodes = new ComposeNodes([.. compose.Nodes.Select(n => Start(published, container, n.Node, server, Engine.FreePort()))]);
        foreach (var node in nodes.All)
            await HealthyAsync(node, container);
        await nodes.AreAsync("n1 UP, n2 UP, n3 UP", asSeenBy: nodes.All);
        var job = await nodes.All[0].DefineAsync();
        foreach (var node in nodes.All)
            (await node.StatusOfJobAsync(job)).ShouldBe("DEFINED");

        await RestartAllAsync(nodes, compose, container, n => Start(published, container, compose.Nodes[n].Node, server, nodes.All[n].Port));
        await DrainAsync(nodes, job);
        foreach (var node in nodes.All[..2])
            await StopAsync(node.Process, compose.Nodes[0].Node);
    }

    /// <summary>As an upgrade does: one after the other ends and starts again, and whoever uses them does not notice.</summary>
    private static async Task RestartAllAsync(ComposeNodes nodes, ComposeFile compose, ContainerFile container, Func<int, ComposeNode> start)
    {
        await using var callers = Callers.At(nodes.All);
        for (var n = 0; n < nodes.All.Length; n++)
        {
            await StopAsync(nodes.All[n].Process, compose.Nodes[n].Node);
            nodes.All[n].Process.Dispose();
            nodes.All[n] = start(n);
            await HealthyAsync(nodes.All[n], container);
            await nodes.AreAsync("n1 UP, n2 UP, n3 UP", asSeenBy: nodes.All);
        }

        (await callers.EndAsync()).ShouldBeGreaterThan(nodes.All.Length);
    }

    /// <summary>The third one leaves as it is asked to by the first one; what it had is elsewhere.</summary>
    private static async Task DrainAsync(ComposeNodes nodes, string job)
    {
        var (asked, drained) = (nodes.All[0], nodes.All[2]);
        await asked.DrainAsync(drained.Name);
        using var patience = new CancellationTokenSource(s_patience);
        await drained.Process.WaitForExitAsync(patience.Token);
        drained.Process.ExitCode.ShouldBe(0, "it comes back as no other incarnation");
        await nodes.AreAsync("n1 UP, n2 UP, n3 GONE", nodes.All[..2]);
        (await nodes.All[1].StatusOfJobAsync(job)).ShouldBe("DEFINED");
    }

    // "http://127.0.0.1:8080/readyz", at the port that the test gave it.
    private static Task HealthyAsync(ComposeNode node, ContainerFile container) => Until.SeenAsync(
        $"the container's health check of {node.Name} passes",
        s_patience,
        async () => node.Process.HasExited
            ? throw new InvalidOperationException($"{node.Name} ended with {node.Process.ExitCode}")
            : await CheckAsync([.. container.HealthCheck.Select(w => w.Replace(":8080", $":{node.Port}", StringComparison.Ordinal))]),
        code => code == "0",
        () => Task.FromResult("see the output above"));

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

    private static ComposeNode Start(string published, ContainerFile container, ComposeService node, PostgresInstance server, int port)
    {
        var program = container.EntryPoint[0].Replace("/app/", published + "/", StringComparison.Ordinal);
        List<string> arguments = [.. container.EntryPoint[1..], .. node.Command.Select(node.Mapped)];

        // The file names no clusters, and a job needs one.
        arguments.AddRange(["--set", $"actorplatform.http.url=http://127.0.0.1:{port}", "--set", "actorplatform.clusters.s.kind=sandbox"]);
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, WorkingDirectory = published };
        foreach (var (name, value) in node.Environment)
            start.Environment[name] = name switch
            {
                "ACTORPLATFORM_POSTGRES" => Moved(value, server),

                // The services' names are known between containers only.
                "ACTORPLATFORM_ADVERTISE" => $"127.0.0.1:{Engine.FreePort()}",
                _ => value,
            };
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        Workspace.Guard(process, program);
        return new ComposeNode(node.Environment["ACTORPLATFORM_NODE"], process, port);
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
