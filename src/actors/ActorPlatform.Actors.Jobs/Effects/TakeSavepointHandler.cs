using ActorPlatform.Actors.Effects;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Effects;

namespace ActorPlatform.Actors.Jobs.Effects;

/// <summary>Takes a savepoint on demand.</summary>
internal sealed class TakeSavepointHandler(EffectTools tools) : JobEffectHandler<TakeSavepoint>
{
    private readonly SavepointCourse _course = new(tools);

    protected override async Task<JobCommand> CarryOutAsync(TakeSavepoint effect, EffectContext context, CancellationToken cancellationToken)
    {
        var errand = new SavepointErrand(effect.Cluster, effect.Run, effect.Request);
        return await _course.FollowAsync(errand, context, cancellationToken) switch
        {
            SavepointEnd.Completed completed => new SavepointTaken(effect.Request.TriggerId, completed.Savepoint),
            SavepointEnd.Failed { Savepoint: { } made } => new SavepointTaken(effect.Request.TriggerId, made),
            SavepointEnd.Failed failed => new SavepointFailed(effect.Request.TriggerId, failed.Cause),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is no end of a savepoint."),
        };
    }
}
