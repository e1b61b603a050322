using ActorPlatform.Actors.Effects;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Effects;
using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Actors.Jobs.Effects;

/// <summary>Kills an application through the resource manager until it is seen final, or is certain never to have been there.</summary>
/// <remarks>A late post may bring the application to life after a kill that found nothing: until that is impossible it is looked for again.</remarks>
internal sealed class KillRunHandler(EffectTools tools) : JobEffectHandler<KillRun>
{
    protected override async Task<JobCommand> CarryOutAsync(KillRun effect, EffectContext context, CancellationToken cancellationToken)
    {
        var (work, silence) = (tools.Poll(), tools.Backoff());
        for (var attempt = 1; ; attempt++)
        {
            var pause = silence;
            try
            {
                var cluster = tools.Cluster(effect.Cluster);
                switch (await cluster.LookUpAsync(effect.Application, cancellationToken))
                {
                    case ApplicationLookup.Found { Report: { IsFinal: true } report }:
                        return new ApplicationSeen(report);
                    case ApplicationLookup.Missing { Settled: true } when tools.Now >= effect.AbsenceCountsFrom:
                        return new ApplicationMissing(effect.Run, effect.Application);
                    case ApplicationLookup.Found:
                        await EffectTools.SentAsync("kill:after-kill", cluster.KillAsync(effect.Application, cancellationToken));
                        silence.Reset();
                        pause = work;
                        break;
                }
            }
            catch (ClusterUnreachableException exception)
            {
                tools.Unanswered(context, attempt, exception);
            }

            await tools.PauseAsync(context, pause, cancellationToken);
        }
    }
}
