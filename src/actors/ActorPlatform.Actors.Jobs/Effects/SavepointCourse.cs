using ActorPlatform.Actors.Effects;
using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Actors.Jobs.Effects;

/// <summary>How a savepoint ended.</summary>
internal abstract record SavepointEnd
{
    private SavepointEnd()
    {
    }

    /// <summary>It is complete.</summary>
    public sealed record Completed(SavepointFound Savepoint) : SavepointEnd;

    /// <summary>Flink said that it failed.</summary>
    /// <param name="Savepoint">One that was made all the same.</param>
    public sealed record Failed(string Cause, SavepointFound? Savepoint) : SavepointEnd;
}

/// <summary>Takes a savepoint, with or without a stop, to its known end.</summary>
/// <remarks>
/// The JobManager is asked before it is told, whenever it may have been told before: its result stands there once, and as long as nobody reads it a stopped application
/// stays. A lost answer is found in the trigger's own folder. When neither answers it goes on looking: nothing unknown is reported as failed.
/// </remarks>
internal sealed class SavepointCourse(EffectTools tools)
{
    private enum Step
    {
        Trigger,
        Poll,
        Find,
    }

    public async Task<SavepointEnd> FollowAsync(SavepointErrand errand, EffectContext context, CancellationToken cancellationToken)
    {
        var (work, silence, attempt) = (tools.Poll(), tools.Backoff(), 1);
        for (var step = context.MayHaveHappened ? Step.Poll : Step.Trigger; ; attempt++)
        {
            try
            {
                switch (step)
                {
                    case Step.Trigger:
                        await TriggerAsync(errand, cancellationToken);
                        (step, attempt) = (Step.Poll, 0);
                        work.Reset();
                        break;
                    case Step.Poll:
                        var progress = await tools.Cluster(errand.Cluster).FetchSavepointAsync(errand.Run, errand.Request, cancellationToken);
                        if (await EndAsync(errand, context, progress, cancellationToken) is { } end)
                            return end;
                        if (progress is SavepointProgress.Unknown)
                            step = Step.Find;
                        else
                            await tools.PauseAsync(context, work, cancellationToken);
                        break;
                    default:
                        if (await FindAsync(errand, cancellationToken) is { } found)
                            return new SavepointEnd.Completed(found);

                        // The JobManager answers, does not know the trigger, and left nothing: it was never asked, or it is another one. The same trigger is the same act.
                        step = Step.Trigger;
                        await tools.PauseAsync(context, silence, cancellationToken);
                        break;
                }
            }
            catch (ClusterUnreachableException exception)
            {
                tools.Unanswered(context, attempt, exception);
                if (await FindIfAnsweredAsync(errand, context, cancellationToken) is { } found)
                    return new SavepointEnd.Completed(found);
                step = Step.Poll;
                await tools.PauseAsync(context, silence, cancellationToken);
            }
        }
    }

    private Task TriggerAsync(SavepointErrand errand, CancellationToken cancellationToken) => EffectTools.SentAsync(
        errand.Request.Stop ? "stop:after-trigger" : "savepoint:after-trigger",
        tools.Cluster(errand.Cluster).TriggerSavepointAsync(errand.Run, errand.Request, cancellationToken));

    private async Task<SavepointEnd?> EndAsync(SavepointErrand errand, EffectContext context, SavepointProgress progress, CancellationToken cancellationToken)
    {
        switch (progress)
        {
            case SavepointProgress.Completed completed:
                if (errand.Request.Stop)
                    FailPoints.Hit("stop:after-completed");
                return new SavepointEnd.Completed(completed.Savepoint);
            case SavepointProgress.Failed failed:
                // Flink tells a stop as failed also when the savepoint was written and only the tasks did not all finish.
                return new SavepointEnd.Failed(failed.Cause, await tools.EvidenceAsync(context, token => FindAsync(errand, token), cancellationToken));
            default:
                return null;
        }
    }

    private async Task<SavepointFound?> FindIfAnsweredAsync(SavepointErrand errand, EffectContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(errand, cancellationToken);
        }
        catch (ClusterUnreachableException exception)
        {
            tools.Unanswered(context, 2, exception);
            return null;
        }
    }

    private Task<SavepointFound?> FindAsync(SavepointErrand errand, CancellationToken cancellationToken) =>
        tools.Cluster(errand.Cluster).FindSavepointAsync(errand.Run.Job, errand.Run.Run, errand.Request.TriggerId, cancellationToken);
}

/// <summary>A savepoint to take.</summary>
internal sealed record SavepointErrand(string Cluster, RunAddress Run, SavepointRequest Request);
