using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ActorPlatform.Actors.Tests.Sharding;

/// <summary>Starts and stops hosted services, as a host does.</summary>
internal sealed class SmallHost : IAsyncDisposable
{
    private readonly ServiceProvider _provider;
    private readonly IHostedService[] _services;
    private bool _stopped;

    public SmallHost(IServiceCollection services)
    {
        services.AddSingleton<IHostApplicationLifetime, Lifetime>();
        services.AddLogging();
        _provider = services.BuildServiceProvider();
        _services = [.. _provider.GetServices<IHostedService>()];
    }

    public IServiceProvider Services => _provider;

    public async Task StartAsync()
    {
        foreach (var service in _services) await service.StartAsync(CancellationToken.None);
    }

    public async Task StopAsync()
    {
        if (_stopped) return;
        _stopped = true;
        foreach (var service in _services) await service.StopAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _provider.DisposeAsync();
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication()
        {
        }
    }
}
