using ActorPlatform.Actors.Effects;
using ActorPlatform.Behaviors;
using Akka.Actor;

namespace ActorPlatform.Actors.Entities;

internal sealed partial class EntityActor<TState, TCommand, TEvent>
{
    private Dictionary<string, CancellationTokenSource>? _effects;

    private sealed record EffectOutcome(string Key, object Command) : INoSerializationVerificationNeeded;

    private sealed record EffectCancelled : INoSerializationVerificationNeeded
    {
        public static readonly EffectCancelled Instance = new();
    }

    private sealed record DueCame(string Name);

    private sealed record Chunk(string Name, DateTimeOffset At);

    private void ExecuteObligation(Output output)
    {
        switch (output)
        {
            case Output.Start start:
                Start(start);
                break;
            case Output.Cancel cancel:
                CancelEffect(cancel.Key);
                break;
            case Output.Arm arm:
                Arm(arm.Name, arm.At);
                break;
            case Output.Disarm disarm:
                Timers.Cancel(DueKey(disarm.Name));
                break;
            case Output.StartWatch watch:
                KeepWatch(watch.Watch);
                break;
            case Output.UpdateWatch watch:
                UpdateWatch(watch.Watch);
                break;
            case Output.StopWatch watch:
                StopWatch(watch.Key);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(output), output, "The entity actor knows no such output.");
        }
    }

    private void Start(Output.Start start)
    {
        FailPoints.Hit(FailPoints.EffectStarted);
        var key = start.Effect.Key;
        CancelEffect(key);
        var owed = new CancellationTokenSource();
        (_effects ??= [])[key] = owed;
        _ = _services.Effects.RunAsync(new EffectRequest(_load.EntityId, start.Effect, start.MayHaveHappened, start.After), owed.Token)
            .PipeTo(Self, success: command => new EffectOutcome(key, command), failure: _ => EffectCancelled.Instance);
    }

    // An outcome is a fact, whichever attempt it comes from: what else runs under its key has nothing left to find out.
    private void EndEffect(EffectOutcome outcome)
    {
        FailPoints.Hit(FailPoints.EffectEnded);
        CancelEffect(outcome.Key);
        Handle(new Input.EffectEnded(Now, outcome.Key, outcome.Command));
    }

    private void CancelEffect(string key)
    {
        if (_effects?.Remove(key, out var owed) is not true) return;
        owed!.Cancel();
        owed.Dispose();
    }

    private void CancelAllEffects()
    {
        foreach (var key in _effects?.Keys.ToArray() ?? []) CancelEffect(key);
    }

    private void Arm(string name, DateTimeOffset at)
    {
        var left = at - Now;
        if (left > _definition.Options.TimerChunk) Timers.StartSingleTimer(DueKey(name), new Chunk(name, at), _definition.Options.TimerChunk);
        else Timers.StartSingleTimer(DueKey(name), new DueCame(name), left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    private static (string Kind, string Name) DueKey(string name) => ("due", name);
}
