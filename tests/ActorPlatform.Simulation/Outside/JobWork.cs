using ActorPlatform.Actors.Effects;
using ActorPlatform.Actors.Jobs.Effects;
using ActorPlatform.Actors.Jobs.Settings;
using ActorPlatform.Actors.TestKit.Simulation;
using ActorPlatform.Actors.TestKit.Time;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Effects;
using ActorPlatform.Jobs.Ports;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorPlatform.Simulation.Outside;

/// <summary>A node's work for jobs: the product's own handlers of effects; observer and monitor in their simplest form.</summary>
internal sealed class JobWork : INodeWork
{
    private static readonly TimeSpan s_sweepEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_pollEvery = TimeSpan.FromSeconds(10);
    private readonly GuardedCluster _cluster;
    private readonly VirtualTime _time;
    private readonly bool _isBlind;
    private readonly Dictionary<string, RunAddress> _watched = [];

    public JobWork(SimulatedYarn yarn, VirtualTime time, SimulatedRight right, Random random, SimulationOptions options)
    {
        _time = time;
        _isBlind = options.SubmitsBlindly;
        _cluster = new GuardedCluster(yarn, time, right);
        var tools = new EffectTools(new GuardedClusters(_cluster), new AttemptOptions { BackoffMax = TimeSpan.FromSeconds(10) }, new Entropy(random.NextDouble), time, NullLogger<EffectTools>.Instance);
        IEffectHandler[] handlers =
        [
            new PrepareRunHandler(tools), options.SubmitsBlindly ? new BlindSubmission(_cluster, time) : new SubmitRunHandler(tools), new StopRunHandler(tools), new KillRunHandler(tools), Conclusion(options, tools), new TakeSavepointHandler(tools),
        ];
        Handlers = [.. handlers.Select(h => new Persistent(h, time))];
    }

    public IReadOnlyList<IEffectHandler> Handlers { get; }

    public async Task WatchAsync(Watch watch, Action<object> say, CancellationToken cancellationToken)
    {
        var run = ((WatchRun)watch).Run;
        _watched[run.Job.Value] = run;
        while (true)
        {
            await Task.Delay(s_pollEvery, _time, cancellationToken);
            if (await TryAsync(token => _cluster.FetchRunAsync(run, token), cancellationToken) is { } report && !cancellationToken.IsCancellationRequested)
                say(new RunObserved(run.Run, report));
        }
    }

    public async Task ObserveAsync(Func<IReadOnlyCollection<string>> hosted, Action<string, object> tell, CancellationToken cancellationToken)
    {
        while (!_isBlind)
        {
            await Task.Delay(s_sweepEvery, _time, cancellationToken);
            if (await TryAsync(_cluster.FetchApplicationsAsync, cancellationToken) is not { } sweep)
                continue;
            foreach (var report in sweep.Applications.Where(a => hosted().Contains(a.Job.Value)))
                tell(report.Job.Value, new ApplicationSeen(report));
            foreach (var run in _watched.Values.Where(r => sweep.Settled && hosted().Contains(r.Job.Value) && sweep.Applications.All(a => a.Id != r.Application)).ToList())
                if (await TryAsync(token => _cluster.LookUpAsync(run.Application, token), cancellationToken) is ApplicationLookup.Missing { Settled: true })
                    tell(run.Job.Value, new ApplicationMissing(run.Run, run.Application));
        }
    }

    private static IEffectHandler Conclusion(SimulationOptions options, EffectTools tools) =>
        options.ConcludesBlindly ? new BlindConclusion() : options.ConcludesDeaf ? new DeafConclusion(new ConcludeRunHandler(tools)) : new ConcludeRunHandler(tools);

    private static async Task<T?> TryAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await call(cancellationToken);
        }
        catch (ClusterUnreachableException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The right to act is lost: no poll until it is back.
            return null;
        }
    }

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
