using ActorPlatform.Behaviors;

namespace ActorPlatform.Actors.Entities;

internal sealed partial class EntityMachine<TState, TCommand, TEvent>
{
    // What is done now for what is owed; compared with Owed after each durable commit. Made when first needed: most entities rest.
    private Dictionary<string, bool>? _effects;
    private HashSet<string>? _begun;
    private Dictionary<string, int>? _again;
    private Dictionary<string, Armed>? _armed;
    private Dictionary<string, Watch>? _watches;
    private HashSet<string>? _muted;

    /// <param name="At">When it may be told: its due, or later.</param>
    /// <param name="Waited">True when it has waited for a look: once is enough, nothing waits for ever.</param>
    private readonly record struct Armed(DateTimeOffset Due, DateTimeOffset At, bool Waited);

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

    private bool OwesWatch(string key)
    {
        foreach (var watch in Owed.Watches)
        {
            if (watch.Key == key) return true;
        }

        return false;
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
        if (_begun is { Count: > 0 }) _begun.RemoveWhere(key => !Owes(key));
        if (_effects is null) return;
        // A dictionary may be taken from while it is gone through.
        foreach (var (key, hasOutcome) in _effects)
        {
            if (Owes(key)) continue;
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
            foreach (var name in _armed.Keys)
            {
                if (OwedDeadline(name) is not null) continue;
                _armed.Remove(name);
                Emit(new Output.Disarm(name));
            }
        }

        foreach (var deadline in Owed.Deadlines)
        {
            if (_armed?.TryGetValue(deadline.Name, out var armed) is true && armed.Due == deadline.Due) continue;
            Arm(deadline, deadline.Due, waited: false);
        }
    }

    // Nobody looked for a while. A deadline that came meanwhile would judge a world that nobody has seen:
    //   the run is accepted, due 12:10 … the engine is away, the run gets all its tasks … 12:11 the engine is back: "never had all its tasks", kills a healthy run
    private void LookFirst(DateTimeOffset now)
    {
        foreach (var deadline in Owed.Deadlines)
        {
            var at = now + deadline.LookFirst;
            if (deadline.LookFirst == TimeSpan.Zero || at <= deadline.Due || (_armed?.TryGetValue(deadline.Name, out var armed) is true && armed.Due == deadline.Due && armed.Waited)) continue;
            Arm(deadline, at, waited: _mayAct);
        }
    }

    private void Arm(Deadline deadline, DateTimeOffset at, bool waited)
    {
        _armed ??= [];
        _armed[deadline.Name] = new Armed(deadline.Due, at, waited);
        Emit(new Output.Arm(deadline.Name, at));
    }

    private bool IsDue(Deadline deadline, DateTimeOffset now) => now >= deadline.Due && (_armed?.TryGetValue(deadline.Name, out var armed) is not true || now >= armed.At);

    // A timer may be early (a chunk of a long one, a clock set back) or late (after another due): only the state's own due counts, and what it waits for.
    private void ComeDue(Input.Due due)
    {
        if (OwedDeadline(due.Name) is not { } deadline) return;
        var work = new Work.Due(due.Name);
        if (!IsDue(deadline, due.Now)) Emit(new Output.Arm(due.Name, _armed?.TryGetValue(due.Name, out var armed) is true && armed.At > deadline.Due ? armed.At : deadline.Due));
        else if (!_queue.HasInternal(work)) _queue.Add(work);
    }

    private void AlignWatches()
    {
        if (_watches is not null)
        {
            foreach (var key in _watches.Keys)
            {
                if (OwesWatch(key)) continue;
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
