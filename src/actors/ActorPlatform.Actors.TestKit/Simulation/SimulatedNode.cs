using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.TestKit.Time;

namespace ActorPlatform.Actors.TestKit.Simulation;

/// <summary>Guards that negative controls take away.</summary>
/// <param name="Claims">Whether an owner claims before it decides or acts.</param>
/// <param name="ActDeadline">Whether an act needs a young renewal.</param>
internal sealed record Guards(bool Claims = true, bool ActDeadline = true);

/// <summary>One incarnation of a node: renews its row, hosts entity machines, carries out what they ask. It can sleep, and be killed.</summary>
internal sealed class SimulatedNode<TState, TCommand, TEvent> : IDisposable
    where TState : notnull
    where TCommand : notnull
    where TEvent : notnull
{
    private static readonly TimeSpan s_renewEvery = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan s_rightLasts = TimeSpan.FromSeconds(4);
    private readonly Dictionary<string, SimulatedEntity<TState, TCommand, TEvent>> _entities = [];
    private readonly CancellationTokenSource _life = new();
    private readonly NodeSetup<TState, TCommand, TEvent> _setup;
    private readonly INodeWork _work;

    public SimulatedNode(NodeSetup<TState, TCommand, TEvent> setup, string name)
    {
        _setup = setup;
        Incarnation = setup.Arbiter.Join();
        Context = new VirtualContext(setup.Time, $"{name}#{Incarnation}");
        Right = new SimulatedRight(setup.Time) { Enforced = setup.Guards.ActDeadline };
        _work = setup.Work(Right);
        Context.Post(_ => Begin(), null);
    }

    public long Incarnation { get; }

    public VirtualContext Context { get; }

    public SimulatedRight Right { get; }

    public UnsettledWrites Unsettled { get; } = new();

    public bool IsDead { get; private set; }

    public INodeWork Work => _work;

    public NodeSetup<TState, TCommand, TEvent> Setup => _setup;

    public CancellationToken Life => _life.Token;

    public IReadOnlyDictionary<string, SimulatedEntity<TState, TCommand, TEvent>> Entities => _entities;

    /// <summary>Becomes the owner of an entity, as far as this node believes.</summary>
    public void Host(string entityId)
    {
        // Looked for when it is done: a node that slept is told twice, and two machines of one entity in one process are what no shard would make.
        if (!IsDead)
            Context.Post(_ => LoadOnce(entityId), null);
    }

    /// <summary>Gives an entity up, as in a rebalance; calls when its last write is over.</summary>
    public void HandOff(string entityId, Action ended) => Context.Post(
        _ =>
        {
            if (_entities.TryGetValue(entityId, out var entity))
                entity.HandOff(() =>
                {
                    _entities.Remove(entityId);
                    ended();
                });
        },
        null);

    /// <summary>Asks an entity; the answer never comes when the node dies, as for any caller.</summary>
    public Task<EntityAnswer> AskAsync(string entityId, string commandId, object command)
    {
        var answer = new TaskCompletionSource<EntityAnswer>();
        Context.Post(
            _ =>
            {
                if (_entities.TryGetValue(entityId, out var entity))
                    entity.Ask(new EntityAsk(commandId, command.ToString()!, "client", command, answer));
                else
                    answer.TrySetResult(new EntityAnswer.Unavailable("not here", TimeSpan.FromSeconds(1)));
            },
            null);
        return answer.Task;
    }

    /// <summary>SIGKILL.</summary>
    public void Die()
    {
        IsDead = true;
        Context.Drop();
        _life.Cancel();
    }

    public void Dispose()
    {
        _life.Dispose();
        Right.Dispose();
    }

    internal void Observe(Task task) => _setup.Faults.Watch(task, Context.Name);

    private void LoadOnce(string entityId)
    {
        if (!_entities.ContainsKey(entityId))
            _entities.Add(entityId, SimulatedEntity<TState, TCommand, TEvent>.Load(this, entityId));
    }

    private void Begin()
    {
        Observe(RenewAsync());
        Observe(_work.ObserveAsync(TellAsync, _life.Token));
    }

    private Task<EntityAnswer> TellAsync(string entityId, object command)
    {
        var answer = new TaskCompletionSource<EntityAnswer>();
        if (_entities.TryGetValue(entityId, out var entity))
            entity.Ask(new EntityAsk("sighting", null, null, command, answer));
        else
            answer.SetResult(new EntityAnswer.Unavailable("not here", TimeSpan.FromSeconds(1)));
        return answer.Task;
    }

    private async Task RenewAsync()
    {
        while (!IsDead)
        {
            await RenewOnceAsync();
            await Task.Delay(s_renewEvery, _setup.Time, _life.Token);
        }
    }

    private async Task RenewOnceAsync()
    {
        var (sentAt, had) = (_setup.Time.GetUtcNow(), Right.MayAct);
        try
        {
            if (!await _setup.Arbiter.RenewAsync(Incarnation))
            {
                _setup.Trace($"{Context.Name} finds itself fenced");
                if (_setup.Guards.ActDeadline)
                    Die();
                return;
            }

            Right.Renew(sentAt, s_rightLasts);
            Observe(LoseAtAsync(Right.Until));
            if (!had)
                Each(e => e.SenseRight());
        }
        catch (TimeoutException)
        {
            _setup.Trace($"{Context.Name} cannot renew");
        }
    }

    private async Task LoseAtAsync(DateTimeOffset until)
    {
        var left = until - _setup.Time.GetUtcNow();
        if (left > TimeSpan.Zero)
            await Task.Delay(left + TimeSpan.FromMilliseconds(1), _setup.Time, _life.Token);
        if (Right.MayAct || Right.Until != until)
            return;
        _setup.Trace($"{Context.Name} may not act any more");
        Each(e => e.SenseRight());
        Right.Lose();
    }

    private void Each(Action<SimulatedEntity<TState, TCommand, TEvent>> act)
    {
        foreach (var entity in _entities.Values.ToList())
            act(entity);
    }
}
