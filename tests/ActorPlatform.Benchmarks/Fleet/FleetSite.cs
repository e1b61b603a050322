using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using ActorPlatform.Client.Http;

namespace ActorPlatform.Benchmarks.Fleet;

/// <summary>A sandbox cluster as a process, and an engine on SQLite as another one, which may be killed and started again.</summary>
internal sealed class FleetSite : IAsyncDisposable
{
    private static readonly TimeSpan s_start = TimeSpan.FromMinutes(1);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actorplatform-fleet-");
    private readonly Uri _engineAddress = Address();
    private readonly Uri _control = Address();
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private ProgramProcess? _sandbox;
    private ProgramProcess? _engine;

    public ProgramProcess Engine => _engine!;

    public ProgramProcess Sandbox => _sandbox!;

    public HttpClient Http => _http;

    /// <summary>On a port that was free a moment ago.</summary>
    public static Uri Address()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    public static async Task<FleetSite> StartAsync(FleetPlan plan, CancellationToken cancellationToken)
    {
        var site = new FleetSite();
        site._sandbox = await ProgramProcess.StartAsync(
            site._folder.FullName, "sandbox ready", s_start, cancellationToken, "sandbox", "--clusters", "a", "--listen", site._control.Authority, "--data", site._folder.FullName, "--checkpoint-every", $"{plan.CheckpointEvery}s");
        await File.WriteAllTextAsync(site.In("engine.conf"), site.Configuration(), cancellationToken);
        await site.StartEngineAsync(cancellationToken);
        return site;
    }

    /// <summary>Returns at once: how long it takes to be there is what is measured.</summary>
    public async Task StartEngineAsync(CancellationToken cancellationToken) =>
        _engine = await ProgramProcess.StartAsync(_folder.FullName, null, s_start, cancellationToken, "serve", "--config", In("engine.conf"));

    public ActorPlatformHttpClient Client() => new(_engineAddress);

    public Uri ApiOf(string path) => new(_engineAddress, path);

    /// <summary>Jobs that the list shows RUNNING.</summary>
    public async Task<long> RunningAsync(CancellationToken cancellationToken)
    {
        var answer = JsonNode.Parse(await _http.GetStringAsync(ApiOf("/api/v1/jobs/summary?by=status"), cancellationToken))!;
        return answer["by"]!["status"]!["RUNNING"]?.GetValue<long>() ?? 0;
    }

    /// <summary>Living applications in the engine's newest look at its cluster; 0 before the first one.</summary>
    public async Task<long> SeenAsync(CancellationToken cancellationToken)
    {
        var cluster = JsonNode.Parse(await _http.GetStringAsync(ApiOf("/api/v1/clusters/a"), cancellationToken))!;
        return cluster["visibility"]!.GetValue<string>() == "SEEN" ? cluster["running"]!.GetValue<long>() : 0;
    }

    /// <summary>Jobs that are loaded, and watch their runs.</summary>
    public async Task<long> LoadedAsync(CancellationToken cancellationToken)
    {
        var metrics = await _http.GetStringAsync(ApiOf("/metrics"), cancellationToken);
        return metrics.Split('\n').Where(line => line.StartsWith("actorplatform_entity_loaded{", StringComparison.Ordinal) && line.Contains("\"job\"", StringComparison.Ordinal))
            .Sum(line => long.Parse(line[(line.IndexOf('}', StringComparison.Ordinal) + 2)..].Split(' ')[0]));
    }

    /// <summary>All requests to the cluster until now, by route.</summary>
    public async Task<IReadOnlyDictionary<string, long>> RequestsAsync(CancellationToken cancellationToken)
    {
        var answer = JsonNode.Parse(await _http.GetStringAsync(new Uri(_control, "/sandbox/clusters/a/requests"), cancellationToken))!;
        return answer["totals"]!.AsObject().ToDictionary(route => route.Key, route => route.Value!.GetValue<long>());
    }

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null) await _engine.DisposeAsync();
        if (_sandbox is not null) await _sandbox.DisposeAsync();
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    // What is not a default is what the figures are about: a poll of each job every 30 s is two requests, and more than 100 jobs are started in a second.
    private string Configuration() => $$"""
        actorplatform {
          installation = "fleet"
          http.url = "{{_engineAddress.GetLeftPart(UriPartial.Authority)}}"
          storage { provider = sqlite, sqlite.path = "{{In("fleet.db")}}" }
          jobs.monitor.slow = 30s
          include "{{In("sandbox.conf")}}"
          clusters.a.bounds { rate = 1000, job-manager-rate = 1000 }
        }

        """;

    private string In(string file) => Path.Combine(_folder.FullName, file);
}
