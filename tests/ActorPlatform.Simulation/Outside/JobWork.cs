using ActorPlatform.Actors.Effects;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Jobs.Effects;
using ActorPlatform.Actors.Jobs.RunMonitors;
using ActorPlatform.Actors.Jobs.Settings;
using ActorPlatform.Actors.TestKit.Simulation;
using ActorPlatform.Actors.TestKit.Time;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Effects;
using ActorPlatform.Jobs.Ports;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorPlatform.Simulation.Outside;

/// <summary>A node's work for jobs: the product's own handlers of effects, its book of sightings, and what its monitor holds for news.</summary>
internal sealed class JobWork : INodeWork
{
    private static readonly TimeSpan s_pollEvery = TimeSpan.FromSeconds(10);
    private readonly GuardedCluster _cluster;
    private readonly VirtualTime _time;
    private readonly bool _isBlind;
    private readonly Dictionary<string, RunAddress> _watched = [];

    public JobWork(GuardedCluster cluster, VirtualTime time, SimulatedRight right, Random random, SimulationOptions options)
    {
        _time = time;
        _isBlind = options.SubmitsBlindly;
        _cluster = cluster;
        var tools = new EffectTools(new GuardedClusters(_cluster), new AttemptOptions { BackoffMax = TimeSpan.FromSeconds(10) }, new Entropy(random.NextDouble), right.Clock, NullLogger<EffectTools>.Instance);
        IEffectHandler[] handlers =
        [
            new PrepareRunHandler(tools), options.SubmitsBlindly ? new BlindSubmission(_cluster, time) : new SubmitRunHandler(tools), new StopRunHandler(tools), new KillRunHandler(tools), Conclusion(options, tools), new TakeSavepointHandler(tools),
        ];
        Handlers = [.. handlers.Select(h => new Persistent(h, time))];
    }

    public IReadOnlyList<IEffectHandler> Handlers { get; }

    public async Task WatchAsync(Watch watch, Action<object> say, CancellationToken cancellationToken)
    {
        var kept = (WatchRun)watch;
        _watched[kept.Run.Job.Value] = kept.Run;
        RunReport? told = null;
        for (var first = kept.TellAll; ; first = false)
        {
            if (!first)
                await Task.Delay(s_pollEvery, _time, cancellationToken);
            var report = await TryAsync(token => _cluster.FetchRunAsync(kept.Run, token), cancellationToken);
            if (cancellationToken.IsCancellationRequested)
                return;
            if (report is not null && (kept.TellAll || RunChanges.IsNews(told, report)))
                say(new RunObserved(kept.Run.Run, told = report));
            else if (report is null && kept.TellAll && await TryAsync(token => _cluster.LookUpAsync(kept.Run.Application, token), cancellationToken) is ApplicationLookup.Found found)
                say(new ApplicationSeen(found.Report));
        }
    }

    public async Task ObserveAsync(Func<string, object, Task<EntityAnswer>> tell, CancellationToken cancellationToken)
    {
        if (!_isBlind)
            await new BookedObserver(_cluster, _time, () => [.. _watched.Values], tell).RunAsync(cancellationToken);
    }

    private static IEffectHandler Conclusion(SimulationOptions options, EffectTools tools) =>
        options switch
    {
        { ConcludesBlindly: true } => new BlindConclusion(),
        { ConcludesDeaf: true } => new DeafConclusion(new ConcludeRunHandler(tools)),
        { ConcludesUnseeing: true } => new UnseeingConclusion(new ConcludeRunHandler(tools)),
        _ => new ConcludeRunHandler(tools),
    };

    private static Task<T?> TryAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
        where T : class => BookedObserver.TryAsync(call, cancellationToken);

    /// <summary>The effect runner's part: what ended without an outcome is carried out again, as one that may have happened.</summary>
    private sealed class Persistent(IEffectHandler inner, VirtualTime time) : IEffectHandler
    {
        public bool Handles(Effect effect) => inner.Handles(effect);

        public async Task<object> CarryOutAsync(Effect effect, EffectContext context, CancellationToken cancellationToken)
        {
            while (true)
            {
                try
                {
                    return await inner.CarryOutAsync(effect, context, cancellationToken);
                }
                catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                {
                    context = context with { MayHaveHappened = true };
                    await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
                }
            }
        }
    }
}
