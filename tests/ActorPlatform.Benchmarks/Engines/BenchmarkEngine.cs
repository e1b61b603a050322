using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Hosting;
using ActorPlatform.Hosting.Configuration;
using ActorPlatform.Jobs.Facade;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Benchmarks.Engines;

/// <summary>The whole engine as the program composes it, without clusters and without HTTP.</summary>
internal sealed class BenchmarkEngine : IAsyncDisposable
{
    // Akka.NET's last words bypass the loggers, and go to where the results go.
    private const string QuietAkka = """
        akka.loglevel = WARNING
        akka.stdout-loglevel = WARNING
        """;

    private readonly IHost _host;

    private BenchmarkEngine(IHost host) => _host = host;

    public IJobs Jobs => _host.Services.GetRequiredService<IJobs>();

    public static async Task<BenchmarkEngine> StartAsync(StorageOptions storage, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });

        // Standard output is for results; the host's own goodbye is no news.
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(60));
        builder.Services.AddActorPlatform(new ActorPlatformOptions { Storage = storage }, QuietAkka);
        var engine = builder.Build();
        await engine.StartAsync(cancellationToken);
        return new BenchmarkEngine(engine);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        if (_host is IAsyncDisposable host) await host.DisposeAsync();
    }
}
