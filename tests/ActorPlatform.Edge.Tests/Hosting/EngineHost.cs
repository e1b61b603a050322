using System.Net.Http.Json;
using System.Text.Json;
using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Api;
using ActorPlatform.Edge.Tests.Api;
using ActorPlatform.Hosting;
using ActorPlatform.Hosting.Configuration;
using ActorPlatform.Hosting.Engine;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Ports;
using Akka.Actor;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Edge.Tests.Hosting;

/// <summary>The whole engine in this process: SQLite in a folder of its own unless said otherwise, a fake cluster, the facade on a free port.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private EngineHost(WebApplication app)
    {
        _app = app;
        _client = new HttpClient { BaseAddress = new Uri(app.Urls.First()), Timeout = TimeSpan.FromSeconds(90) };
    }

    public IJobs Jobs => _app.Services.GetRequiredService<IJobs>();

    public Uri Address => _client.BaseAddress!;

    public static Task<EngineHost> StartAsync(string folder, FakeCluster cluster) => StartAsync(cluster, options =>
    {
        options.Storage.Provider = StorageProvider.Sqlite;
        options.Storage.Sqlite.Path = Path.Combine(folder, "engine.db");
    });

    /// <param name="cluster">The only cluster; null: those of the configuration.</param>
    public static async Task<EngineHost> StartAsync(FakeCluster? cluster, Action<ActorPlatformOptions> configure)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.AddProvider(new LogCollector());
        if (cluster is not null)
            builder.Services.AddSingleton<IClusters>(cluster);
        builder.Services.AddActorPlatform(options => Configure(options, configure));
        builder.Services.AddActorPlatformApi();
        var app = builder.Build();
        try
        {
            app.MapActorPlatformApi();
            await app.StartAsync();
            return new EngineHost(app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public async Task<JsonElement> GetAsync(string path) => JsonElement.Parse(await _client.GetStringAsync(path));

    public Task<string> TextAsync(string path) => _client.GetStringAsync(path);

    /// <summary>Posts, and expects the status; a command's answer is waited for.</summary>
    public async Task<JsonElement> PostAsync(string path, object? body, int expected)
    {
        using var response = await _client.PostAsJsonAsync(path, body ?? new { });
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(expected, text);
        return JsonElement.Parse(text);
    }

    /// <summary>Uploads an artifact: its name.</summary>
    public async Task<string> UploadAsync(byte[] content)
    {
        using var body = new ByteArrayContent(content);
        body.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue("application/octet-stream");
        using var response = await _client.PostAsync("/api/v1/artifacts", body);
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(201, text);
        return JsonElement.Parse(text).GetProperty("artifact").GetString()!;
    }

    /// <summary>Posts under an idempotency key.</summary>
    public async Task<(int Status, JsonElement Body)> SendAsync(string path, object body, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key);
        using var response = await _client.SendAsync(request);
        return ((int)response.StatusCode, JsonElement.Parse(await response.Content.ReadAsStringAsync()));
    }

    /// <summary>What <c>/readyz</c> says: the checks that fail.</summary>
    public async Task<(int Status, string[] Down)> ReadyAsync()
    {
        using var response = await _client.GetAsync("/readyz");
        var checks = JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("checks");
        return ((int)response.StatusCode, [.. checks.EnumerateObject().Where(check => check.Value.GetString() != "UP").Select(check => check.Name)]);
    }

    public async Task<int> StatusOfAsync(string path)
    {
        using var response = await _client.GetAsync(path);
        return (int)response.StatusCode;
    }

    /// <summary>Ends the actor system, and waits until the host has ended with it.</summary>
    /// <param name="atOnce">As a fenced node does; else as one with a broken part.</param>
    /// <returns>True when the engine says that it ended by itself: who serves it starts it again.</returns>
    public async Task<bool> BreakAsync(bool atOnce, TimeSpan atMost)
    {
        var system = _app.Services.GetRequiredService<ActorSystem>();
        if (atOnce)
            ((ExtendedActorSystem)system).Abort();
        else
            _ = CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.UnknownReason.Instance);
        return await EndAsync(atMost);
    }

    /// <summary>Begins the actor system's planned end, and holds it where the node is leaving the cluster.</summary>
    /// <returns>Once it is there; what is given to it lets it go on.</returns>
    public async Task<TaskCompletionSource> LeaveHalfWayAsync(TimeSpan atMost)
    {
        var (there, goOn) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var shutdown = CoordinatedShutdown.Get(_app.Services.GetRequiredService<ActorSystem>());
        shutdown.AddTask(CoordinatedShutdown.PhaseClusterShutdown, "held-by-the-test", async () =>
        {
            there.SetResult();
            await goOn.Task;
            return Akka.Done.Instance;
        });
        _ = shutdown.Run(CoordinatedShutdown.UnknownReason.Instance);
        await there.Task.WaitAsync(atMost);
        return goOn;
    }

    /// <summary>Waits until the host has ended.</summary>
    /// <returns>True when the engine says that it ended by itself: who serves it starts it again.</returns>
    public async Task<bool> EndAsync(TimeSpan atMost)
    {
        await _app.WaitForShutdownAsync().WaitAsync(atMost);
        return _app.Services.GetRequiredService<EngineEnd>().ByItself;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static void Configure(ActorPlatformOptions options, Action<ActorPlatformOptions> configure)
    {
        options.Installation = "edge-test";
        options.Jobs.Observer.Every = TimeSpan.FromMilliseconds(200);
        options.Jobs.Monitor.Fast = TimeSpan.FromMilliseconds(100);
        options.Jobs.Monitor.Slow = TimeSpan.FromMilliseconds(500);
        options.Jobs.Attempts.PollMax = TimeSpan.FromMilliseconds(200);
        configure(options);
    }
}
