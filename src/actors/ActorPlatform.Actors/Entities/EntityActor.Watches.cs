using ActorPlatform.Behaviors;
using Akka.Actor;

namespace ActorPlatform.Actors.Entities;

internal sealed partial class EntityActor<TState, TCommand, TEvent>
{
    private Dictionary<string, Kept>? _watches;

    private sealed class Kept(Watch watch)
    {
        public Watch Watch { get; set; } = watch;

        public IActorRef? Child { get; set; }

        public int Restarts { get; set; }
    }

    private sealed record StartWatchAgain(string Key);

    private void KeepWatch(Watch watch)
    {
        (_watches ??= [])[watch.Key] = new Kept(watch);
        StartWatchChild(watch.Key);
    }

    private void StartWatchChild(string key)
    {
        if (_watches?.TryGetValue(key, out var kept) is not true || kept!.Child is not null) return;
        var props = _services.Watches ?? throw new InvalidOperationException($"No watch props were registered, but {PersistenceId} owes the watch {key}.");
        kept.Child = Context.Watch(Context.ActorOf(props.PropsFor(kept.Watch, _load.EntityId)));
    }

    private void UpdateWatch(Watch watch)
    {
        if (_watches?.TryGetValue(watch.Key, out var kept) is not true) return;
        kept!.Watch = watch;
        kept.Child?.Tell(new Effects.WatchChanged(watch));
    }

    private void StopWatch(string key)
    {
        if (_watches?.Remove(key, out var kept) is not true) return;
        Timers.Cancel(WatchKey(key));
        if (kept!.Child is not { } child) return;
        Context.Unwatch(child);
        Context.Stop(child);
    }

    private void Hear(Effects.WatchSaid said)
    {
        // What a stopped child left in the mailbox is as true as before; the machine knows whether it is still asked for.
        if (_watches?.TryGetValue(said.Key, out var kept) is true) kept!.Restarts = 0;
        Handle(new Input.WatchSaid(Now, said.Key, said.Command));
    }

    private void LoseWatchChild(IActorRef child)
    {
        if (_watches?.FirstOrDefault(pair => child.Equals(pair.Value.Child)) is not { Key: { } key, Value: { } kept }) return;
        kept.Child = null;
        kept.Restarts++;
        if (kept.Restarts > _definition.Options.WatchRestarts)
        {
            // Given up to the parent: the gate reloads the whole entity, after a pause that grows.
            _services.Logger.LogWatchGivenUp(PersistenceId, key, kept.Restarts);
            Handle(new Input.Stop(Now));
            return;
        }

        var pause = _services.Backoff.Before(kept.Restarts, _definition.Options.WatchBackoff, _definition.Options.WatchBackoffMax);
        _services.Logger.LogWatchRestarted(PersistenceId, key, kept.Restarts, pause.InWords());
        Timers.StartSingleTimer(WatchKey(key), new StartWatchAgain(key), pause);
    }

    private static (string Kind, string Key) WatchKey(string key) => ("watch", key);
}
