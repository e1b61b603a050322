using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Hosting.Engine;

/// <summary>Ends the host when the actor system has ended by itself (its node was fenced, or downed, or a part that it cannot serve without broke): the host comes back as a new incarnation, or not at all.</summary>
/// <remarks>Going on without the actor system would answer 503 for ever, and look alive to a supervisor.</remarks>
internal sealed partial class EngineWatch(IServiceProvider services, EngineEnd end, IHostApplicationLifetime lifetime, ILogger<EngineWatch> logger) : IHostedService
{
    private volatile bool _stopping;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Asked for here, not in the constructor: hosted services are all made before the first one starts, and the system must not come before the storage is locked.
        _ = services.GetRequiredService<ActorSystem>().WhenTerminated.ContinueWith(_ => OnEnded(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping = true;
        return Task.CompletedTask;
    }

    private void OnEnded()
    {
        if (_stopping || lifetime.ApplicationStopping.IsCancellationRequested)
            return;
        end.ByItself = true;
        LogEnded(logger);
        lifetime.StopApplication();
    }

    [LoggerMessage(5100, LogLevel.Error, "The engine's actor system has ended by itself: this incarnation is over, for a reason that was logged before. What it had acknowledged is kept; the host ends, and a new incarnation begins (serve does so by itself)")]
    private static partial void LogEnded(ILogger logger);
}
