using System.Text.Json.Nodes;
using ActorPlatform.Chaos.Clients;

namespace ActorPlatform.Chaos.Processes;

/// <summary>Everything under test: three nodes on one PostgreSQL, and a sandbox as the outside world, each a process.</summary>
internal sealed class Site : IAsyncDisposable
{
    private const int Count = 3;
    private static readonly TimeSpan s_start = TimeSpan.FromMinutes(3);
    private readonly Uri _cluster;
    private readonly ChildProcess _sandbox;

    private Site(string folder, Postgres postgres, ChildProcess sandbox, Uri cluster, Network network, IReadOnlyList<EngineNode> nodes) =>
        (Folder, Postgres, _sandbox, _cluster, Network, Nodes) = (folder, postgres, sandbox, cluster, network, nodes);

    public string Folder { get; }

    public Postgres Postgres { get; }

    public Network Network { get; }

    public IReadOnlyList<EngineNode> Nodes { get; }

    public Api Api { get; } = new();

    /// <param name="without">Guards that the nodes leave out: for controls.</param>
    /// <param name="databaseSettings">Beside the usual ones.</param>
    /// <param name="connection">Put behind the nodes' connection strings.</param>
    public static async Task<Site> StartAsync(string folder, string without = "", IReadOnlyList<string>? databaseSettings = null, string connection = "")
    {
        var ports = Ports.Free(2 + (4 * Count));
        var postgres = await Postgres.StartNewAsync(ports[0], Path.Combine(folder, "postgres.log"), databaseSettings ?? []);
        var control = new Uri($"http://127.0.0.1:{ports[1]}");
        var sandbox = await ChildProcess.StartAsync(
            folder, Path.Combine(folder, "sandbox.log"), null, "KILL", "sandbox ready",
            ActorPlatformProgram.Path, "sandbox", "--clusters", "a", "--listen", control.Authority, "--data", Path.Combine(folder, "sandbox"), "--checkpoint-every", "2s");
        var network = new Network();
        var nodes = new List<EngineNode>();
        for (var i = 0; i < Count; i++)
        {
            var node = new EngineNode($"n{i + 1}", folder, ports[2 + i], without);
            nodes.Add(node);
            var (listens, reached, database) = (ports[2 + Count + i], ports[2 + (2 * Count) + i], ports[2 + (3 * Count) + i]);
            network.Serve(reached, listens, node.Name, port => nodes.Find(other => other.Calls(port))?.Name);
            network.Serve(database, ports[0], Network.Database, _ => node.Name);
            await File.WriteAllTextAsync(Path.Combine(folder, $"{node.Name}.conf"), SiteConfiguration.Of(node, listens, reached, Postgres.ConnectionString(database) + connection, Path.Combine(folder, "sandbox/sandbox.conf")));
        }

        var site = new Site(folder, postgres, sandbox, new Uri(control, "/sandbox/clusters/a/"), network, nodes);
        await Task.WhenAll(nodes.Select(node => node.StartAsync()));
        await site.ReadyAsync(s_start);
        return site;
    }

    /// <summary>Waits until all nodes are ready; who ends meanwhile is started again.</summary>
    public async Task ReadyAsync(TimeSpan within)
    {
        foreach (var node in Nodes)
            await Until.TrueAsync($"{node.Name} is ready", within, async () =>
            {
                await KeepAsync();
                return (await Api.GetAsync(node.Address, "/readyz")).Status == 200;
            });
    }

    public Task KeepAsync() => Task.WhenAll(Nodes.Select(node => node.KeepAsync()));

    /// <summary>All that was ever submitted, as it truly was.</summary>
    public async Task<JsonArray> ApplicationsAsync()
    {
        var answer = await Api.GetAsync(_cluster, "applications", TimeSpan.FromSeconds(30));
        return answer.Body?["applications"]?.AsArray() ?? throw new InvalidOperationException($"The sandbox does not tell the truth: {answer}");
    }

    /// <summary>Who asked about each application, and when.</summary>
    public async Task<JsonObject> CallersAsync()
    {
        var answer = await Api.GetAsync(_cluster, "callers", TimeSpan.FromSeconds(30));
        return answer.Body?.AsObject() ?? throw new InvalidOperationException($"The sandbox does not tell who asked: {answer}");
    }

    /// <summary>A fault of the cluster (docs/sandbox.md), or its end.</summary>
    public async Task DoToClusterAsync(string fault)
    {
        var answer = await Api.SendAsync(HttpMethod.Post, _cluster, fault, body: null, key: null, TimeSpan.FromSeconds(30));
        if (answer.Status is not (>= 200 and < 300))
            throw new InvalidOperationException($"The sandbox did not {fault}: {answer}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
            await node.DisposeAsync();
        await Network.DisposeAsync();
        await _sandbox.DisposeAsync();
        await Postgres.DisposeAsync();
        Api.Dispose();
    }
}
