using System.Net;
using ActorPlatform.Sandbox.Simulation;
using Microsoft.AspNetCore.Builder;

namespace ActorPlatform.Sandbox.Http;

/// <summary>A cluster on one address, which refuses connections while the cluster is dead.</summary>
internal sealed class ClusterServer : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly IPAddress _host;
    private int _port;
    private WebApplication? _app;

    public ClusterServer(SandboxClusterOptions options, string? data, IPEndPoint wanted, TimeProvider time)
    {
        (_host, _port) = (wanted.Address, wanted.Port);
        Cluster = new SimulatedCluster(options, data is null ? null : Path.Combine(data, options.Name), time);
        Faults = new Faults(time, options.Seed);
        Requests = new RequestCounts(time);
        Callers = new Callers(time);
    }

    public SimulatedCluster Cluster { get; }

    public Faults Faults { get; }

    public RequestCounts Requests { get; }

    public Callers Callers { get; }

    /// <summary>Host and port of everything on it.</summary>
    public string Authority => new IPEndPoint(_host, _port).ToString();

    /// <summary>Listens, unless the cluster is dead.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // A free port is found also for a dead cluster: its address must not change when it comes back.
        await ListenAsync(cancellationToken);
        if (Cluster.IsDown)
            await CloseAsync();
    }

    /// <summary>Everything on it dies.</summary>
    public async Task KillAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (Cluster.IsDown)
                return;
            Cluster.Do(new KillCluster());
            await CloseAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>It comes back, empty but for its HDFS.</summary>
    public async Task ReviveAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (!Cluster.IsDown)
                return;
            Faults.Resume();
            Cluster.Do(new StartCluster());
            await ListenAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Cluster.Dispose();
        _gate.Dispose();
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        ClusterRoutes? routes = null;
        _app = WebServer.Make($"http://{Authority}", context => routes!.HandleAsync(context));
        await _app.StartAsync(cancellationToken);
        _port = new Uri(_app.Urls.First()).Port;
        routes = new ClusterRoutes(this);
    }

    private async Task CloseAsync()
    {
        if (_app is null)
            return;
        await WebServer.BreakAsync(_app);
        _app = null;
    }
}
