using System.Net;
using ActorPlatform.Sandbox.Http;
using Microsoft.AspNetCore.Builder;

namespace ActorPlatform.Sandbox;

/// <summary>Simulated clusters over real HTTP: each on an address of its own, and the control routes on another.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication _control;
    private readonly List<ClusterServer> _clusters;

    private SandboxServer(WebApplication control, List<ClusterServer> clusters) => (_control, _clusters) = (control, clusters);

    /// <summary>Where the control routes are: <c>http://127.0.0.1:19000</c>.</summary>
    public Uri Control => new(_control.Urls.First());

    /// <summary>The clusters' own addresses by their names; they stay the same while a cluster is dead.</summary>
    public IReadOnlyDictionary<string, Uri> Addresses => _clusters.ToDictionary(cluster => cluster.Cluster.Name, cluster => new Uri($"http://{cluster.Authority}"));

    /// <summary>Starts all clusters, with what their folders hold, and then listens for control.</summary>
    /// <exception cref="ArgumentException">It would be reached from other machines, or two clusters have one name.</exception>
    /// <exception cref="IOException">An address is taken, or a folder cannot be used.</exception>
    public static async Task<SandboxServer> StartAsync(SandboxOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!IPAddress.IsLoopback(options.Listen.Address))
            throw new ArgumentException($"{options.Listen} is reached from other machines, and whoever reaches it may do everything: listen on 127.0.0.1.", nameof(options));
        if (options.Clusters.Select(cluster => cluster.Name).Distinct(StringComparer.Ordinal).Count() < options.Clusters.Count)
            throw new ArgumentException("Two clusters have one name.", nameof(options));
        var clusters = new List<ClusterServer>();
        try
        {
            foreach (var cluster in options.Clusters)
            {
                var port = options.Listen.Port == 0 ? 0 : options.Listen.Port + 1 + clusters.Count;
                clusters.Add(new ClusterServer(cluster, options.Data, new IPEndPoint(options.Listen.Address, port), time));
                await clusters[^1].StartAsync(cancellationToken);
            }

            var routes = new ControlRoutes(clusters);
            var control = WebServer.Make($"http://{options.Listen}", routes.HandleAsync);
            await control.StartAsync(cancellationToken);
            return new SandboxServer(control, clusters);
        }
        catch
        {
            foreach (var cluster in clusters)
                await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops listening. What has a folder goes on, as time does, until it is started again.</summary>
    public async ValueTask DisposeAsync()
    {
        await WebServer.BreakAsync(_control);
        foreach (var cluster in _clusters)
            await cluster.DisposeAsync();
    }
}
