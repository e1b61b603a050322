using System.Collections.Immutable;
using ActorPlatform.Actors.Effects;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Effects;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Runs;

namespace ActorPlatform.Actors.Jobs.Effects;

/// <summary>Drives <see cref="SubmissionProtocol"/>: calls, clock and pauses are here, every decision is there.</summary>
internal sealed class SubmitRunHandler(EffectTools tools) : JobEffectHandler<SubmitRun>
{
    protected override async Task<JobCommand> CarryOutAsync(SubmitRun effect, EffectContext context, CancellationToken cancellationToken)
    {
        var course = new Course(effect, context, tools.Poll(), tools.Backoff());
        var move = SubmissionProtocol.Begin(effect.PostUntil, effect.AbsenceCountsFrom, context.MayHaveHappened, tools.Now);
        for (var attempt = 1; ; attempt++)
        {
            if (move.Step is SubmissionStep.Absent absent)
                return new ApplicationMissing(effect.Plan.Run, effect.Application, await LookForRemainsAsync(effect, context, cancellationToken), absent.MayBeForgotten);
            if (Outcome(effect, move.Step) is { } outcome)
                return outcome;
            var sight = await StepAsync(course, move.Step, attempt, cancellationToken);
            move = move.Protocol.After(sight, tools.Now);
        }
    }

    private static JobCommand? Outcome(SubmitRun effect, SubmissionStep step) => step switch
    {
        SubmissionStep.Accepted => new RunAccepted(effect.Plan.Run),
        SubmissionStep.Ended ended => new ApplicationSeen(ended.Report),
        SubmissionStep.Refused refused => new RunRefused(effect.Plan.Run, refused.Failure),
        _ => null,
    };

    /// <summary>A resource manager may have run it, ended it and forgotten it before anybody looked: then it left checkpoints under its assigned job id.</summary>
    private Task<ImmutableArray<CheckpointReport>> LookForRemainsAsync(SubmitRun effect, EffectContext context, CancellationToken cancellationToken)
    {
        var plan = effect.Plan;
        var run = new RunAddress(plan.Job, plan.Run, effect.Application, plan.FlinkJob, null, plan.Spec.FlinkVersion);
        return tools.UntilAnsweredAsync(context, token => tools.Cluster(effect.Cluster).FindCheckpointsAsync(run, token), cancellationToken);
    }

    private Task<SubmissionSight> StepAsync(Course course, SubmissionStep step, int attempt, CancellationToken cancellationToken) => step switch
    {
        SubmissionStep.Post => PostAsync(course, attempt, cancellationToken),
        SubmissionStep.LookUp lookUp => LookUpAsync(course, course.Pace(lookUp.Pause), attempt, cancellationToken),
        SubmissionStep.Recall => RecallAsync(course, attempt, cancellationToken),
        _ => throw new InvalidOperationException($"{step.GetType().Name} is no step of a submission."),
    };

    private async Task<SubmissionSight> PostAsync(Course course, int attempt, CancellationToken cancellationToken)
    {
        // What comes before the request leaves (files that are looked for, or put again) may take longer than there is time to post. A request that left then could arrive
        // when absence counts already, and the next run was begun.
        using var inTime = tools.Until(course.Effect.PostUntil);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, inTime.Token);
        try
        {
            FailPoints.Hit("submit:before-post");
            var post = tools.Cluster(course.Effect.Cluster).PostAsync(course.Effect.Plan, course.Effect.Application, either.Token);
            await EffectTools.SentAsync("submit:after-post", post);
            course.Reset();
            return new SubmissionSight.Posted(await post);
        }
        catch (ClusterUnreachableException exception)
        {
            tools.Unanswered(course.Context, attempt, exception);
            return new SubmissionSight.PostUnknown(exception.NotSent, exception.Message);
        }
        catch (OperationCanceledException) when (inTime.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new SubmissionSight.PostUnknown(NotSent: false, $"The post had no answer when the time for posting was over, {course.Effect.PostUntil:u}.");
        }
    }

    private async Task<SubmissionSight> LookUpAsync(Course course, Pacing? pace, int attempt, CancellationToken cancellationToken)
    {
        if (pace is not null)
            await tools.PauseAsync(course.Context, pace, cancellationToken);
        try
        {
            return new SubmissionSight.LookedUp(await tools.Cluster(course.Effect.Cluster).LookUpAsync(course.Effect.Application, cancellationToken));
        }
        catch (ClusterUnreachableException exception)
        {
            tools.Unanswered(course.Context, attempt, exception);
            return new SubmissionSight.LookUpUnknown(exception.Message);
        }
    }

    private async Task<SubmissionSight> RecallAsync(Course course, int attempt, CancellationToken cancellationToken)
    {
        var effect = course.Effect;
        try
        {
            var everything = await tools.Cluster(effect.Cluster).RemembersSinceAsync(effect.PlannedAt, cancellationToken);
            if (!everything)
                tools.MayBeForgotten(course.Context, effect);
            return new SubmissionSight.Recalled(everything);
        }
        catch (ClusterUnreachableException exception)
        {
            tools.Unanswered(course.Context, attempt, exception);
            return new SubmissionSight.LookUpUnknown(exception.Message);
        }
    }

    private sealed record Course(SubmitRun Effect, EffectContext Context, Pacing Short, Pacing Long)
    {
        public Pacing? Pace(SubmissionPause pause) => pause switch
        {
            SubmissionPause.None => null,
            SubmissionPause.Moment => Short,
            _ => Long,
        };

        public void Reset()
        {
            Short.Reset();
            Long.Reset();
        }
    }
}
