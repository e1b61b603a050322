using System.Collections.Concurrent;
using System.Net;
using System.Text;
using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Hosting.Configuration;
using ActorPlatform.Yarn;

namespace ActorPlatform.Edge.Tests.Hosting;

/// <summary>What the engine counts and traces arrives at a collector, in OpenTelemetry's protocol.</summary>
public sealed class TelemetryTests : IDisposable
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("actorplatform-edge-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Life_OfAJob_IsTracedAndCounted()
    {
        await using var collector = await Collector.StartAsync();
        await using var engine = await EngineHost.StartAsync(null, options =>
        {
            options.Storage.Provider = StorageProvider.Sqlite;
            options.Storage.Sqlite.Path = Path.Combine(_folder, "engine.db");
            options.Clusters["s"] = new ClusterOptions { Kind = "sandbox" };
            (options.Telemetry.Otlp, options.Telemetry.Protocol, options.Telemetry.Every, options.Telemetry.Traces) = (collector.Url, "http", TimeSpan.FromSeconds(1), 1);
        });
        var job = (await engine.PostAsync("/api/v1/jobs", new { name = "traced", artifact = await engine.UploadAsync([1, 2, 3]), entryClass = "demo.Main", target = new { cluster = "s" } }, 201))
            .GetProperty("id").GetString()!;

        (await engine.PostAsync($"/api/v1/jobs/{job}/start?wait=PT30S", null, 202)).GetProperty("state").GetString().ShouldBe("SUCCEEDED");

        string[] spans = ["ask DefineJob", "persist", "recover job", "effect SubmitRun", "poll cluster", "poll run", job];
        await collector.HasAsync("/v1/traces", spans, s_soon);
        string[] metrics = ["actorplatform.persist.duration", "actorplatform.entity.recovery.duration", "actorplatform.effect.duration", "actorplatform.poll.duration", "actorplatform.takeover.duration", "SubmitRun", "SEEN"];
        await collector.HasAsync("/v1/metrics", metrics, s_soon);
    }

    [Theory]
    [InlineData("collector:4317", "grpc")]
    [InlineData("ftp://collector", "grpc")]
    [InlineData("http://127.0.0.1:4317", "udp")]
    public void Settings_ThatLeadNowhere_AreNamed(string otlp, string protocol)
    {
        var options = new ActorPlatformOptions { Telemetry = { Otlp = otlp, Protocol = protocol } };

        ConfigurationRules.CheckAll(options).ShouldContain(problem => problem.StartsWith("actorplatform.telemetry.", StringComparison.Ordinal));
    }

    /// <summary>Keeps what it is sent; names stand in the protocol's messages as they are.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly HttpListener _listener;
        private readonly ConcurrentDictionary<string, StringBuilder> _sent = new();
        private readonly SemaphoreSlim _news = new(0);
        private readonly Task _serving;

        private Collector(HttpListener listener, string url) => (_listener, Url, _serving) = (listener, url, ServeAsync(listener));

        public string Url { get; }

        public static Task<Collector> StartAsync()
        {
            using var port = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
            port.Start();
            var url = $"http://127.0.0.1:{((IPEndPoint)port.LocalEndpoint).Port}";
            port.Stop();
            var listener = new HttpListener { Prefixes = { url + "/" } };
            listener.Start();
            return Task.FromResult(new Collector(listener, url));
        }

        public async Task HasAsync(string path, string[] words, TimeSpan within)
        {
            using var patience = new CancellationTokenSource(within);
            while (Missing(path, words) is { Length: > 0 } missing)
            {
                try
                {
                    await _news.WaitAsync(patience.Token);
                }
                catch (OperationCanceledException exception)
                {
                    throw new ShouldAssertException($"{path} never had {string.Join(", ", missing)}", exception);
                }
            }
        }

        public async ValueTask DisposeAsync()
        {
            _listener.Close();
            await _serving;
            _news.Dispose();
        }

        private string[] Missing(string path, string[] words)
        {
            if (!_sent.TryGetValue(path, out var sent)) return words;
            lock (sent) return [.. words.Where(word => !sent.ToString().Contains(word, StringComparison.Ordinal))];
        }

        private async Task ServeAsync(HttpListener listener)
        {
            try
            {
                while (true)
                {
                    var context = await listener.GetContextAsync();
                    using var body = new MemoryStream();
                    await context.Request.InputStream.CopyToAsync(body);
                    var sent = _sent.GetOrAdd(context.Request.Url!.AbsolutePath, _ => new StringBuilder());
                    lock (sent) sent.Append(Encoding.Latin1.GetString(body.ToArray()));
                    _news.Release();
                    context.Response.Close();
                }
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                // Closed: the test is over.
            }
        }
    }
}
