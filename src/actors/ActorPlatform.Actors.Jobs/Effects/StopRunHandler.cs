using ActorPlatform.Actors.Effects;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Effects;

namespace ActorPlatform.Actors.Jobs.Effects;

/// <summary>Stops a run with a savepoint. The application's end is not its matter: the resource manager is watched for that.</summary>
internal sealed class StopRunHandler(EffectTools tools) : JobEffectHandler<StopRun>
{
    private readonly SavepointCourse _course = new(tools);

    protected override async Task<JobCommand> CarryOutAsync(StopRun effect, EffectContext context, CancellationToken cancellationToken)
    {
        var errand = new SavepointErrand(effect.Cluster, effect.Run, effect.Request);
        return await _course.FollowAsync(errand, context, cancellationToken) switch
        {
            SavepointEnd.Completed completed => new RunStopped(effect.Run.Run, completed.Savepoint),
            SavepointEnd.Failed failed => new StopFailed(effect.Run.Run, failed.Cause, failed.Savepoint),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is no end of a stop."),
        };
    }
}
