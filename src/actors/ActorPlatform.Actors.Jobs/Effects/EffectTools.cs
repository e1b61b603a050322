using ActorPlatform.Actors.Effects;
using ActorPlatform.Actors.Jobs.Settings;
using ActorPlatform.Jobs.Effects;
using ActorPlatform.Jobs.Ports;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Actors.Jobs.Effects;

/// <summary>What every handler of a job's effects works with.</summary>
internal sealed class EffectTools(IClusters clusters, AttemptOptions attempts, Entropy entropy, TimeProvider time, ILogger<EffectTools> logger)
{
    private readonly PaceRange _backoff = new(attempts.Backoff, attempts.BackoffMax, attempts.Jitter);
    private readonly PaceRange _poll = new(attempts.Poll, attempts.PollMax, attempts.Jitter);

    /// <summary>The time, UTC.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Cancelled at this time, UTC; at once when it is over.</summary>
    public CancellationTokenSource Until(DateTimeOffset end) => new(end > Now ? end - Now : TimeSpan.Zero, time);

    /// <summary>Pauses after calls without an answer.</summary>
    public Pacing Backoff() => new(_backoff, entropy);

    /// <summary>Pauses while something is known to be in work.</summary>
    public Pacing Poll() => new(_poll, entropy);

    /// <summary>Waits for the next pause of a loop; meanwhile the effect is not under way at its cluster.</summary>
    public Task PauseAsync(EffectContext context, Pacing pace, CancellationToken cancellationToken) => context.PauseAsync(pace.Next(), time, cancellationToken);

    /// <summary>A cluster by name.</summary>
    /// <exception cref="ClusterUnreachableException">It is not configured on this node; nothing was sent.</exception>
    public ICluster Cluster(string name) => clusters.Find(name)
        ?? throw new ClusterUnreachableException(name, $"The cluster {name} is not configured on this node. Its runs are kept as they are; configure it again.", notSent: true);

    /// <summary>Whether a cluster of this name is configured.</summary>
    public bool Knows(string name) => clusters.Find(name) is not null;

    /// <summary>Repeats a reading call, with back-off, until it is answered.</summary>
    public async Task<T> UntilAnsweredAsync<T>(EffectContext context, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        var pause = Backoff();
        for (var attempt = 1; ; attempt++)
            try
            {
                return await call(cancellationToken);
            }
            catch (ClusterUnreachableException exception)
            {
                Unanswered(context, attempt, exception);
                await PauseAsync(context, pause, cancellationToken);
            }
    }

    /// <summary>Repeats a call for evidence a bounded number of times; null when it was never answered.</summary>
    public async Task<T?> EvidenceAsync<T>(EffectContext context, Func<CancellationToken, Task<T?>> call, CancellationToken cancellationToken)
        where T : class
    {
        var pause = Backoff();
        for (var attempt = 1; attempt <= attempts.Evidence; attempt++)
            try
            {
                return await call(cancellationToken);
            }
            catch (ClusterUnreachableException exception)
            {
                Unanswered(context, attempt, exception);
                if (attempt < attempts.Evidence)
                    await PauseAsync(context, pause, cancellationToken);
            }

        return null;
    }

    /// <summary>Awaits a call that acts, and passes its fail point when it was sent.</summary>
    /// <remarks>Also when no answer came: a slow cluster must not carry a test past the place where it wanted to die.</remarks>
    public static async Task SentAsync(string failPoint, Task act)
    {
        try
        {
            await act;
        }
        catch (ClusterUnreachableException exception) when (!exception.NotSent)
        {
            FailPoints.Hit(failPoint);
            throw;
        }

        FailPoints.Hit(failPoint);
    }

    /// <summary>Logs that a submission whose fate is unknown is not repeated.</summary>
    public void MayBeForgotten(EffectContext context, SubmitRun submit) => logger.SubmissionMayBeForgotten(context.Name, submit.Application, submit.Cluster, submit.AbsenceCountsFrom);

    /// <summary>Logs a call without an answer: the first of a loop as a warning, the others for those who look closely.</summary>
    public void Unanswered(EffectContext context, int attempt, ClusterUnreachableException exception)
    {
        if (attempt == 1)
            logger.EffectUnanswered(context.Name, exception.Endpoint, exception.Message);
        else
            logger.EffectStillUnanswered(context.Name, attempt, exception.Endpoint, exception.Message);
    }
}
