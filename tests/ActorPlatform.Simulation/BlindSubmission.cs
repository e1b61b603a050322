using ActorPlatform.Actors.Effects;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Effects;
using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Simulation;

/// <summary>A negative control: the submission as home-made pollers do it. It posts until it hears an answer, and looks nothing up.</summary>
internal sealed class BlindSubmission(ICluster cluster, TimeProvider time) : IEffectHandler
{
    public bool Handles(Effect effect) => effect is SubmitRun;

    public async Task<object> CarryOutAsync(Effect effect, EffectContext context, CancellationToken cancellationToken)
    {
        var submit = (SubmitRun)effect;
        while (true)
        {
            try
            {
                await cluster.PostAsync(submit.Plan, submit.Application, cancellationToken);
                return new RunAccepted(submit.Plan.Run);
            }
            catch (ClusterUnreachableException)
            {
                await Task.Delay(TimeSpan.FromSeconds(20), time, cancellationToken);
            }
        }
    }
}
