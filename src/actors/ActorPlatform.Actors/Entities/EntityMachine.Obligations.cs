using ActorPlatform.Behaviors;

namespace ActorPlatform.Actors.Entities;

internal sealed partial class EntityMachine<TState, TCommand, TEvent>
{
    // What is done now for what is owed; compared with Owed after each durable commit. Made when first needed: most entities rest.
    private Dictionary<string, bool>? _effects;
    private HashSet<string>? _begun;
    private Dictionary<string, int>? _again;
    private Dictionary<string, DateTimeOffset>? _armed;
    private Dictionary<string, Watch>? _watches;
    private HashSet<string>? _muted;

    private bool Owes(string key) => OwedEffect(key) is not null;

    private bool Watches(string key) => _watches?.ContainsKey(key) is true;

    private Effect? OwedEffect(string key)
    {
        foreach (var effect in Owed.Effects)
        {
            if (effect.Key == key) return effect;
        }

        return null;
    }

    private Deadline? OwedDeadline(string name)
    {
        foreach (var deadline in Owed.Deadlines)
        {
            if (deadline.Name == name) return deadline;
        }

        return null;
    }

    // Judged by what is owed, not by who began it: the outcome of an earlier attempt is as true. One is enough.
    private void EndEffect(Input.EffectEnded ended)
    {
        if (!Owes(ended.Key)) return;
        _effects ??= [];
        if (_effects.TryGetValue(ended.Key, out var hasOutcome) && hasOutcome) return;
        _effects[ended.Key] = true;
        _queue.Add(new Work.Outcome(ended.Key, ended.Command));
    }

    private void AlignEffects()
    {
        ForgetEffects();
        if (!_claimed || !_mayAct || Owed.Effects.IsEmpty) return;
        _effects ??= [];
        _begun ??= [];
        foreach (var effect in Owed.Effects)
        {
            if (_effects.TryAdd(effect.Key, false)) Emit(new Output.Start(effect, MayHaveHappened: !_begun.Add(effect.Key), TimeSpan.Zero));
        }
    }

    private void ForgetEffects()
    {
        _begun?.RemoveWhere(key => !Owes(key));
        if (_effects is null) return;
        foreach (var (key, hasOutcome) in _effects.Where(pair => !Owes(pair.Key)).ToArray())
        {
            _effects.Remove(key);
            _again?.Remove(key);
            if (!hasOutcome) Emit(new Output.Cancel(key));
        }
    }

    private void CancelEffects()
    {
        if (_effects is null) return;
        foreach (var (key, _) in _effects.Where(pair => !pair.Value).ToArray())
        {
            _effects.Remove(key);
            Emit(new Output.Cancel(key));
        }
    }

    // Its outcome changed nothing about its being owed. Without the right to act it is started when that is back.
    private void StartAgain(string key)
    {
        _effects?.Remove(key);
        if (OwedEffect(key) is not { } effect || !_mayAct) return;
        _again ??= [];
        var attempt = _again[key] = _again.GetValueOrDefault(key) + 1;
        _effects ??= [];
        _effects[key] = false;
        Emit(new Output.Start(effect, MayHaveHappened: true, Backoff(attempt)));
    }

    private TimeSpan Backoff(int attempt)
    {
        var options = _definition.Options;
        var doubled = options.AgainAfter * Math.Pow(2, Math.Min(attempt - 1, 20));
        return doubled < options.AgainAfterMax ? doubled : options.AgainAfterMax;
    }

    private void AlignDeadlines()
    {
        if (_armed is not null)
        {
            foreach (var name in _armed.Keys.Where(name => OwedDeadline(name) is null).ToArray())
            {
                _armed.Remove(name);
                Emit(new Output.Disarm(name));
            }
        }

        foreach (var deadline in Owed.Deadlines)
        {
            if (_armed?.TryGetValue(deadline.Name, out var due) is true && due == deadline.Due) continue;
            Arm(deadline, deadline.Due);
        }
    }

    private void Arm(Deadline deadline, DateTimeOffset at)
    {
        _armed ??= [];
        _armed[deadline.Name] = deadline.Due;
        Emit(new Output.Arm(deadline.Name, at));
    }

    // A timer may be early (a chunk of a long one, a clock set back) or late (after another due): only the state's own due counts.
    private void ComeDue(Input.Due due)
    {
        if (OwedDeadline(due.Name) is not { } deadline) return;
        var work = new Work.Due(due.Name);
        if (due.Now < deadline.Due) Arm(deadline, deadline.Due);
        else if (!_queue.HasInternal(work)) _queue.Add(work);
    }

    private void AlignWatches()
    {
        if (_watches is not null)
        {
            foreach (var key in _watches.Keys.Where(key => Owed.Watches.All(watch => watch.Key != key)).ToArray())
            {
                _watches.Remove(key);
                if (_muted?.Remove(key) is not true) Emit(new Output.StopWatch(key));
            }
        }

        foreach (var watch in Owed.Watches)
        {
            _watches ??= [];
            var isKept = _watches.TryGetValue(watch.Key, out var kept);
            _watches[watch.Key] = watch;
            if (!isKept) Emit(new Output.StartWatch(watch));
            else if (!watch.Equals(kept) && _muted?.Contains(watch.Key) is not true) Emit(new Output.UpdateWatch(watch));
        }
    }

    // A child that talks faster than commits are written is stopped, and started anew when the queue is short again: it then tells all that it sees.
    private void Hear(Input.WatchSaid said)
    {
        if (!Watches(said.Key) || _muted?.Contains(said.Key) is true) return;
        if (_queue.Internal < _definition.Options.InternalInFlight)
        {
            _queue.Add(new Work.Said(said.Key, said.Command));
            return;
        }

        _muted ??= [];
        _muted.Add(said.Key);
        Emit(new Output.StopWatch(said.Key));
    }

    private void Unmute()
    {
        if (_muted is not { Count: > 0 } || _queue.Internal > _definition.Options.InternalInFlight / 2) return;
        foreach (var key in _muted) Emit(new Output.StartWatch(_watches![key]));
        _muted.Clear();
    }
}
