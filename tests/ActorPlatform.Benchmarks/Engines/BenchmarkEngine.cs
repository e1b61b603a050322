using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Hosting;
using ActorPlatform.Hosting.Configuration;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Ports;
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

    // The one that Akka.NET gives to persistent actors.
    private const string AkkaMailbox = "akka.actor.entity-mailbox.mailbox-type = \"Akka.Dispatch.UnboundedDequeBasedMailbox, Akka\"\n";

    private readonly IHost _host;

    private BenchmarkEngine(IHost host) => _host = host;

    public IJobs Jobs => _host.Services.GetRequiredService<IJobs>();

    public static Task<BenchmarkEngine> StartAsync(StorageOptions storage, CancellationToken cancellationToken) =>
        StartAsync(new ActorPlatformOptions { Storage = storage }, cancellationToken);

    /// <param name="akkaMailbox">Entities with Akka.NET's own mailbox instead of ours.</param>
    /// <param name="clusters">In the place of configured ones.</param>
    public static async Task<BenchmarkEngine> StartAsync(ActorPlatformOptions options, CancellationToken cancellationToken, bool akkaMailbox = false, IClusters? clusters = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });

        // Standard output is for results; the host's own goodbye is no news.
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(60));
        if (clusters is not null) builder.Services.AddSingleton(clusters);
        builder.Services.AddActorPlatform(options, akkaMailbox ? AkkaMailbox + QuietAkka : QuietAkka);
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
