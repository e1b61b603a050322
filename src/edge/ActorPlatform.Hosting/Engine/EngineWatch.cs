using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Hosting.Engine;

/// <summary>Ends the host when the actor system has ended by itself (its node was fenced, or downed, or a part that it cannot serve without broke): the host comes back as a new incarnation, or not at all.</summary>
/// <remarks>Going on without the actor system would answer 503 for ever, and look alive to a supervisor.</remarks>
internal sealed partial class EngineWatch(IServiceProvider services, EngineEnd end, IHostApplicationLifetime lifetime, ILogger<EngineWatch> logger) : IHostedService
{
    private CancellationTokenRegistration _stopping;
    private volatile bool _asked;
    private int _ended;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Asked for here, not in the constructor: hosted services are all made before the first one starts, and the system must not come before the storage is locked.
        var ended = services.GetRequiredService<ActorSystem>().WhenTerminated;

        // Akka.Hosting stops the host, too, when its system has ended, and may come first: what counts is which of the two was over before the other.
        _stopping = lifetime.ApplicationStopping.Register(() => OnStopping(ended.IsCompleted));
        _ = ended.ContinueWith(_ => OnEnded(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping.Dispose();
        return Task.CompletedTask;
    }

    private void OnStopping(bool hasEnded)
    {
        if (hasEnded)
            OnEnded();
        else
            _asked = true;
    }

    private void OnEnded()
    {
        if (_asked || Interlocked.Exchange(ref _ended, 1) != 0)
            return;
        end.ByItself = true;
        LogEnded(logger);
        lifetime.StopApplication();
    }

    [LoggerMessage(5100, LogLevel.Error, "The engine's actor system has ended by itself: this incarnation is over, for a reason that was logged before. What it had acknowledged is kept; the host ends, and a new incarnation begins (serve does so by itself)")]
    private static partial void LogEnded(ILogger logger);
}
