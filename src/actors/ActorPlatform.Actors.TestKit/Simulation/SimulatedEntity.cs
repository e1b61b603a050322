using ActorPlatform.Actors.Effects;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Behaviors;

namespace ActorPlatform.Actors.TestKit.Simulation;

/// <summary>An entity on a simulated node: the machine that runs in production, driven in virtual time; the gate's part (reload, repeat what was not answered) is here.</summary>
internal sealed class SimulatedEntity<TState, TCommand, TEvent>
    where TState : notnull
    where TCommand : notnull
    where TEvent : notnull
{
    private readonly SimulatedNode<TState, TCommand, TEvent> _node;
    private readonly string _id;
    private readonly Dictionary<string, CancellationTokenSource> _running = [];
    private readonly List<EntityAsk> _unanswered = [];
    private readonly List<TaskCompletionSource<EntityAnswer>> _waking = [];
    private bool _hadRight = true;
    private bool _mustClaim;
    private int _failedLoads;
    private Action? _ended;

    private SimulatedEntity(SimulatedNode<TState, TCommand, TEvent> node, string id) => (_node, _id, _mustClaim) = (node, id, node.Unsettled.Take(id));

    public EntityMachine<TState, TCommand, TEvent>? Machine { get; private set; }

    private DateTimeOffset Now => _node.Right.Clock.GetUtcNow();

    public static SimulatedEntity<TState, TCommand, TEvent> Load(SimulatedNode<TState, TCommand, TEvent> node, string id)
    {
        var entity = new SimulatedEntity<TState, TCommand, TEvent>(node, id);
        node.Observe(entity.LoadAsync());
        return entity;
    }

    public void Ask(EntityAsk ask)
    {
        _unanswered.Add(ask);
        if (Machine is { IsLive: true })
            Feed(new Input.Asked(Now, ask));
    }

    /// <summary>Answers once it is loaded.</summary>
    public void Awaken(TaskCompletionSource<EntityAnswer> answer)
    {
        if (Machine is { IsLive: true })
            answer.TrySetResult(new EntityAnswer.Awake());
        else
            _waking.Add(answer);
    }

    /// <summary>A planned hand-off: ends when its write in flight is over, and then calls.</summary>
    public void HandOff(Action ended)
    {
        _ended = ended;
        if (Machine is null)
            EndHandOff();
        else
            Feed(new Input.Stop(Now));
    }

    /// <summary>As the actor does before each message: a process that slept finds its right gone before it handles what came meanwhile.</summary>
    public void SenseRight()
    {
        if (Machine is null || _node.Right.MayAct == _hadRight)
            return;
        _hadRight = !_hadRight;
        if (!_hadRight)
            _node.Observe(SenseLaterAsync(Machine));
        Handle(_hadRight ? new Input.ActDeadlineRegained(Now) : new Input.ActDeadlineLost(Now));
    }

    public void Feed(Input input)
    {
        SenseRight();
        Handle(input);
    }

    private void Handle(Input input)
    {
        if (Machine is not { } machine)
            return;
        foreach (var output in machine.Handle(input))
            Do(machine, output);
    }

    // Nothing tells an entity that its right is back: without one it looks now and then.
    private async Task SenseLaterAsync(EntityMachine<TState, TCommand, TEvent> machine)
    {
        while (Machine == machine && !_hadRight)
        {
            await Task.Delay(_node.Setup.Definition.Options.RetryAfter, _node.Setup.Time, _node.Life);
            SenseRight();
        }
    }

    private async Task LoadAsync()
    {
        var options = _node.Setup.Definition.Options;
        await Task.Delay(new Backoff(_node.Setup.Random.NextDouble).Before(_failedLoads + 1, options.ReloadBackoff, options.ReloadBackoffMax), _node.Setup.Time, _node.Life);
        try
        {
            // First, as Akka.Persistence does: what is replayed on it is never older than it is.
            var (snapshot, failedOver) = (_node.Setup.Journal.OfferSnapshot(_id), _node.Setup.Journal.FailedOverAt);
            var rows = await _node.Setup.Journal.ReadAsync(_id, _node.Incarnation);

            // The snapshot of the old server and the rows of the new one: the actor's recovery fails, and the next one reads both anew.
            if (_node.Setup.Journal.FailedOverAt != failedOver)
                throw new TimeoutException("The database failed over between the snapshot and the rows.");
            Recover(snapshot, rows);
        }
        catch (TimeoutException)
        {
            _failedLoads++;
            if (_ended is null)
                _node.Observe(LoadAsync());
        }
    }

    private void Recover((EntitySnapshot Snapshot, long Sequence)? snapshot, SimulatedJournal.Row[] rows)
    {
        if (_node.IsDead || _ended is not null)
            return;
        _failedLoads = 0;
        var start = new EntityStart(_id, _node.Incarnation, _mustClaim && _node.Setup.Guards.Claims, NewId) { ClaimsFirst = _node.Setup.Guards.Claims };
        Machine = new EntityMachine<TState, TCommand, TEvent>(_node.Setup.Definition, start);
        _hadRight = true;
        if (snapshot is { } offered)
            Feed(new Input.SnapshotOffered(Now, offered.Snapshot, offered.Sequence));
        for (var i = (int)(snapshot?.Sequence ?? 0); i < rows.Length; i++)
            Feed(new Input.Replayed(Now, rows[i].Commit, i + 1));
        if (!_node.Setup.Guards.Claims)
            _node.Setup.Journal.NoteOwner(_id, _node.Incarnation);
        Feed(new Input.Recovered(Now, rows.Length));
        if (Machine is { IsClaimed: false })
            _node.Observe(ClaimLaterAsync(Machine));
        foreach (var waking in _waking)
            waking.TrySetResult(new EntityAnswer.Awake());
        _waking.Clear();
        foreach (var ask in _unanswered.ToList())
            Feed(new Input.Asked(Now, ask));
    }

    private void Do(EntityMachine<TState, TCommand, TEvent> machine, Output output)
    {
        switch (output)
        {
            case Output.Persist persist:
                _node.Observe(WriteAsync(machine, persist.Commit));
                break;
            case Output.Answer answer:
                _unanswered.RemoveAll(a => ReferenceEquals(a.Token, answer.Token));
                ((answer.Token as TaskCompletionSource<EntityAnswer>) ?? new()).TrySetResult(answer.Value);
                break;
            case Output.TakeSnapshot taken:
                _node.Setup.Journal.SaveSnapshot(_id, taken.Snapshot, taken.Sequence);
                break;
            case Output.LookUp lookUp:
                Feed(_node.Setup.Journal.IsReachedBy(_node.Incarnation)
                    ? new Input.LookedUp(Now, lookUp.CommandId, Find(lookUp.CommandId), null)
                    : new Input.LookedUp(Now, lookUp.CommandId, null, "The database is away."));
                break;
            case Output.DecisionFailed failed:
                _node.Setup.Faults.All.Add($"{_id}: a decision threw: {failed.Cause}");
                break;
            case Output.Leave:
                Leave();
                break;
            case Output.StopSelf stop:
                Reload(stop);
                break;
            default:
                Owe(output);
                break;
        }
    }

    private void Owe(Output output)
    {
        switch (output)
        {
            case Output.Start start:
                _node.Observe(CarryOutAsync(start, Begin("effect/" + start.Effect.Key)));
                break;
            case Output.Cancel cancel:
                End("effect/" + cancel.Key);
                break;
            case Output.Arm arm:
                _node.Observe(WaitAsync(arm, Begin("due/" + arm.Name)));
                break;
            case Output.Disarm disarm:
                End("due/" + disarm.Name);
                break;
            case Output.StartWatch watch:
                Keep(watch.Watch);
                break;
            case Output.UpdateWatch watch:
                Keep(watch.Watch);
                break;
            case Output.StopWatch watch:
                End("watch/" + watch.Key);
                break;
        }
    }

    private async Task ClaimLaterAsync(EntityMachine<TState, TCommand, TEvent> machine)
    {
        await Task.Delay(_node.Setup.Definition.Options.ClaimWithin, _node.Setup.Time, _node.Life);
        if (Machine == machine)
            Feed(new Input.ClaimDue(Now));
    }

    private async Task WriteAsync(EntityMachine<TState, TCommand, TEvent> machine, Commit commit)
    {
        FailPoints.Hit(commit.Claim is null ? FailPoints.BeforePersist : FailPoints.BeforeClaim);
        var failure = await _node.Setup.Journal.WriteAsync(_id, machine.Sequence + 1, new SimulatedJournal.Row(commit, _node.Incarnation));
        if (Machine != machine)
            return;
        if (failure is null)
            FailPoints.Hit(commit.Claim is null ? FailPoints.AfterPersist : FailPoints.AfterClaim);
        Feed(failure is { } how ? new Input.PersistFailed(Now, how, null) : new Input.Persisted(Now, commit.Id));
    }

    private async Task CarryOutAsync(Output.Start start, CancellationToken cancellationToken)
    {
        await Task.Delay(start.After, _node.Setup.Time, cancellationToken);
        FailPoints.Hit(FailPoints.EffectStarted);
        var handler = _node.Work.Handlers.First(h => h.Handles(start.Effect));
        var command = await handler.CarryOutAsync(start.Effect, new EffectContext(_id, start.Effect.Key, start.MayHaveHappened), cancellationToken);
        FailPoints.Hit(FailPoints.EffectEnded);
        if (!cancellationToken.IsCancellationRequested)
            Feed(new Input.EffectEnded(Now, start.Effect.Key, command));
    }

    private async Task WaitAsync(Output.Arm arm, CancellationToken cancellationToken)
    {
        // In chunks, as the actor does: the clock may be set meanwhile. Task.Delay cuts to whole milliseconds: a timer must not be early, or it would be armed again without time passing.
        do
        {
            var wait = Math.Clamp(Math.Ceiling((arm.At - Now).TotalMilliseconds), 1, _node.Setup.Definition.Options.TimerChunk.TotalMilliseconds);
            await Task.Delay(TimeSpan.FromMilliseconds(wait), _node.Setup.Time, cancellationToken);
        }
        while (Now < arm.At);
        Feed(new Input.Due(Now, arm.Name));
    }

    private void Keep(Watch watch)
    {
        var life = Begin("watch/" + watch.Key);
        _node.Observe(_node.Work.WatchAsync(watch, said => Feed(new Input.WatchSaid(Now, watch.Key, said)), life));
    }

    private void Reload(Output.StopSelf stop)
    {
        _node.Setup.Trace($"{_node.Context.Name} {_id} ends: {stop.Reason}");
        if (stop.Reason == StopReason.RecoveryFailed)
            _node.Setup.Faults.All.Add($"{_id}: {stop.Cause}");
        Machine = null;
        foreach (var key in _running.Keys.ToList())
            End(key);
        _mustClaim |= stop.Reason == StopReason.WriteUnknown;
        if (_ended is not null)
            EndHandOff();
        else if (stop.Reason is StopReason.WriteRefused or StopReason.WriteUnknown)
            _node.Observe(LoadAsync());
    }

    // Whoever asks next has the journal read anew; here that is done at once.
    private void Leave()
    {
        Machine = null;
        if (_ended is null)
            _node.Observe(LoadAsync());
    }

    // Whoever waits here is told, and repeats.
    private void EndHandOff()
    {
        foreach (var ask in _unanswered)
            (ask.Token as TaskCompletionSource<EntityAnswer>)?.TrySetResult(new EntityAnswer.Unavailable("moves", TimeSpan.FromSeconds(1)));
        _unanswered.Clear();
        foreach (var waking in _waking)
            waking.TrySetResult(new EntityAnswer.Unavailable("moves", TimeSpan.FromSeconds(1)));
        if (_mustClaim)
            _node.Unsettled.Add(_id);
        _ended!();
    }

    private CancellationToken Begin(string key)
    {
        End(key);
        _running[key] = CancellationTokenSource.CreateLinkedTokenSource(_node.Life);
        return _running[key].Token;
    }

    private void End(string key)
    {
        if (_running.Remove(key, out var running))
            running.Cancel();
    }

    private FirstAnswer? Find(string commandId)
    {
        var row = _node.Setup.Journal.RowsOf(_id).FirstOrDefault(r => r.Commit.CommandId == commandId);
        return row?.Commit is { Fingerprint: { } fingerprint, Reply: { } reply } ? new FirstAnswer(Digest.Of(fingerprint), reply) : null;
    }

    private Guid NewId()
    {
        var bytes = new byte[16];
        _node.Setup.Random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
