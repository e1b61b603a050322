using System.Net.NetworkInformation;
using ActorPlatform.EndToEnd.Rigs;

namespace ActorPlatform.EndToEnd.Engines;

/// <summary>An engine under test, as its users have it: one process on SQLite, or several nodes on one PostgreSQL that share the requests.</summary>
internal sealed class Engine : IAsyncDisposable
{
    /// <summary>Above those of the rigs, below those of the system (net.ipv4.ip_local_port_range).</summary>
    private const int FirstPort = 26_000;

    private const int Ports = 6_000;
    private static int s_portsGiven;
    private readonly NodeProcess[] _nodes;
    private int _starts;

    private Engine(string folder, EngineConfig config, NodeProcess[] nodes)
    {
        (Folder, Config, _nodes) = (folder, config, nodes);
        Api = new ApiClient([.. nodes.Select(node => node.Address)]);
    }

    /// <summary>The built program.</summary>
    public static string Program { get; } = FindProgram();

    public string Folder { get; }

    public EngineConfig Config { get; }

    public ApiClient Api { get; }

    /// <summary>How many of its processes run.</summary>
    public int Running => _nodes.Count(node => node.Runs);

    /// <summary>An engine with configuration files of its own; not started.</summary>
    /// <param name="name">Part of its installation's name.</param>
    /// <param name="change">Changes to the configuration before it is written.</param>
    /// <param name="nodes">How many; null: as many as the whole run is to have, see <see cref="Requirements.Nodes"/>.</param>
    public static Engine Create(Rig rig, string name, Func<EngineConfig, EngineConfig>? change = null, int? nodes = null)
    {
        var folder = Workspace.NewFolder(name);
        var count = nodes ?? Requirements.Nodes;
        var config = new EngineConfig
        {
            Installation = $"e2e-{name}",
            Storage = count == 1 ? $"provider = sqlite, sqlite.path = \"{Path.Combine(folder, "actorplatform.db")}\"" : SharedDatabase.StorageOf(Path.GetFileName(folder)),
            ResourceManager = rig.ResourceManager,
        };
        config = change?.Invoke(config) ?? config;
        return new Engine(folder, config, [.. Enumerable.Range(1, count).Select(number => Node(rig, folder, config, count == 1 ? "engine" : $"n{number}"))]);
    }

    /// <summary>Starts what of it does not run, and waits until all is ready.</summary>
    /// <param name="failPoint">Where a test build dies: <c>submit:after-post</c>, and at which passing: <c>after-persist:3</c>. Of several nodes one dies, the first that comes there.</param>
    public async Task StartAsync(string? failPoint = null)
    {
        if (SharedDatabase.Serves(Config.Storage))
            await SharedDatabase.StartedAsync();
        Launch(failPoint);
        try
        {
            await Task.WhenAll(_nodes.Select(node => node.ReadyAsync()));
        }
        catch
        {
            // The test has failed before it could hold the engine to end it: what is left would slow down all others.
            await KillAsync();
            throw;
        }
    }

    /// <summary>Goes on after one of its processes has died: the other nodes do so by themselves, and an engine of one process is started again.</summary>
    public Task GoOnAsync() => Running > 0 ? Task.CompletedTask : StartAsync();

    /// <summary>Starts it without waiting for anything.</summary>
    public void Launch(string? failPoint = null)
    {
        var once = Path.Combine(Folder, $"died-after-start-{++_starts}");
        foreach (var node in _nodes.Where(node => !node.Runs))
            node.Launch(failPoint, once);
    }

    /// <summary>kill -9, of all nodes.</summary>
    public Task KillAsync() => Task.WhenAll(_nodes.Select(node => node.KillAsync()));

    /// <summary>Ends it as an operator would.</summary>
    public async Task<int> StopAsync()
    {
        await SignalAsync("TERM");
        return (await Task.WhenAll(_nodes.Select(node => ExitAsync([node], TimeSpan.FromSeconds(60))))).Max();
    }

    public Task PauseAsync() => SignalAsync("STOP");

    public Task ResumeAsync() => SignalAsync("CONT");

    /// <summary>Waits until it, or one of its nodes, has ended by itself.</summary>
    public Task<int> ExitAsync(TimeSpan within) => ExitAsync(_nodes, within);

    /// <summary>The end of what it, or each of its nodes, has written.</summary>
    public string Tail(int lines) => string.Join('\n', _nodes.Select(node => $"--- {node.Log.File}\n{node.Log.Tail(lines)}"));

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Api.Dispose();
        foreach (var node in _nodes)
            node.Dispose();
    }

    /// <summary>A free port that no other test of this process was given, below those that the system gives out by itself: else another engine's remoting could have it before this one starts.</summary>
    /// <param name="further">How many of the ports after it have to be free as well.</param>
    public static int FreePort(int further = 0)
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(l => l.Port).ToHashSet();
        while (true)
        {
            var count = further + 1;
            var port = FirstPort + ((Interlocked.Add(ref s_portsGiven, count) - count) % Ports);
            if (!Enumerable.Range(port, count).Any(taken.Contains))
                return port;
        }
    }

    private static NodeProcess Node(Rig rig, string folder, EngineConfig config, string name)
    {
        var port = FreePort();
        var node = new NodeProcess(folder, name, port);
        node.Configure(config.ToHocon(rig, name, port));
        return node;
    }

    private static async Task<int> ExitAsync(NodeProcess[] nodes, TimeSpan within)
    {
        using var limit = new CancellationTokenSource(within);
        try
        {
            return await await Task.WhenAny(nodes.Select(node => node.ExitAsync(limit.Token)));
        }
        catch (OperationCanceledException exception)
        {
            throw new TimeoutException($"The engine did not end within {within}.\n{string.Join('\n', nodes.Select(node => node.Log.Tail(60)))}", exception);
        }
    }

    private Task SignalAsync(string signal) => Task.WhenAll(_nodes.Select(node => node.SignalAsync(signal)));

    private static string FindProgram()
    {
        // .../tests/ActorPlatform.EndToEnd/bin/Debug/net10.0/: the program was built beside it, in the same configuration.
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var path = Path.Combine(Requirements.Root, "src/edge/ActorPlatform.Host/bin", output.Parent!.Name, output.Name, "actorplatform");
        return File.Exists(path) ? path : throw new FileNotFoundException($"The program was not built: {path}");
    }
}
