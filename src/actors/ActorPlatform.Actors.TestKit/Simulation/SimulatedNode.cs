using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Ownership;
using ActorPlatform.Actors.TestKit.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorPlatform.Actors.TestKit.Simulation;

/// <summary>Guards and assumptions that negative controls take away.</summary>
/// <param name="Claims">Whether an owner claims before it decides or acts.</param>
/// <param name="ActDeadline">Whether an act needs a young renewal.</param>
/// <param name="ClocksAgree">Whether entities judge by a right clock, also where the node's is wrong.</param>
internal sealed record Guards(bool Claims = true, bool ActDeadline = true, bool ClocksAgree = true);

/// <summary>One incarnation of a node: the product's heartbeat and act deadline on clocks of its own, hosting entity machines and carrying out what they ask. It can sleep, hang, and be killed.</summary>
internal sealed class SimulatedNode<TState, TCommand, TEvent> : IDisposable
    where TState : notnull
    where TCommand : notnull
    where TEvent : notnull
{
    // A second between renewals is the most that the options allow to this deadline's three, and the fewest steps.
    private static readonly NodeOptions s_options = new() { RenewEvery = TimeSpan.FromSeconds(1) };
    private readonly Dictionary<string, SimulatedEntity<TState, TCommand, TEvent>> _entities = [];
    private readonly HashSet<string> _assigned = [];
    private readonly CancellationTokenSource _life = new();
    private readonly NodeSetup<TState, TCommand, TEvent> _setup;
    private readonly VirtualContext _heart;
    private readonly NodeHeartbeat _heartbeat;
    private readonly ActDeadline _deadline;
    private readonly INodeWork _work;

    public SimulatedNode(NodeSetup<TState, TCommand, TEvent> setup, string name)
    {
        _setup = setup;
        Name = name;
        Incarnation = setup.Arbiter.Join();
        Context = new VirtualContext(setup.Time, $"{name}#{Incarnation}");
        _heart = new VirtualContext(setup.Time, Context.Name);
        var clock = new SimulatedClock(setup.Time, isTold: !setup.Guards.ClocksAgree);
        _deadline = VirtualTime.On(_heart, () => new ActDeadline(clock, s_options.ActFor, setup.Time) { CancelAside = lost => Context.Post(_ => lost.Cancel(), null) });
        Right = new SimulatedRight(_deadline, clock, setup.Guards.ActDeadline) { Incarnation = Incarnation };
        _heartbeat = new NodeHeartbeat(null!, _deadline, new NodeHeartbeatSetup(clock, s_options), NullLogger<NodeHeartbeat>.Instance);
        _heartbeat.Begin(Incarnation, End);
        _heartbeat.Watch(new Probe(Context, clock));
        _work = setup.Work(Right);
        _heart.Post(_ => Observe(RenewAsync()), null);
        Context.Post(_ => Observe(_work.ObserveAsync(TellAsync, _life.Token)), null);
    }

    public string Name { get; }

    public long Incarnation { get; }

    public VirtualContext Context { get; }

    public SimulatedRight Right { get; }

    public UnsettledWrites Unsettled { get; } = new();

    public bool IsDead { get; private set; }

    public INodeWork Work => _work;

    public NodeSetup<TState, TCommand, TEvent> Setup => _setup;

    public CancellationToken Life => _life.Token;

    public IReadOnlyDictionary<string, SimulatedEntity<TState, TCommand, TEvent>> Entities => _entities;

    /// <summary>SIGSTOP: also the heartbeat rests.</summary>
    /// <param name="suspended">The machine sleeps with it: its boot-time clock stands still.</param>
    public void Pause(bool suspended = false)
    {
        if (suspended)
            Right.Clock.Suspend();
        Context.Pause();
        _heart.Pause();
    }

    /// <summary>Its dispatcher hangs: the heartbeat's thread goes on.</summary>
    public void Hang() => Context.Pause();

    /// <summary>The end of a pause, and of a hang.</summary>
    public void Resume()
    {
        Right.Clock.GoOn();
        _heart.Resume();
        Context.Resume();
    }

    /// <summary>Becomes the owner of an entity, as far as this node believes.</summary>
    /// <param name="load">Loads it at once; else when somebody asks for it or wakes it.</param>
    public void Host(string entityId, bool load = true)
    {
        // Looked for when it is done: a node that slept is told twice, and two machines of one entity in one process are what no shard would make.
        if (!IsDead)
            Context.Post(
                _ =>
                {
                    _assigned.Add(entityId);
                    if (load)
                        Find(entityId);
                },
                null);
    }

    /// <summary>Gives an entity up, as in a rebalance; calls when its last write is over.</summary>
    public void HandOff(string entityId, Action ended) => Context.Post(
        _ =>
        {
            _assigned.Remove(entityId);
            if (_entities.TryGetValue(entityId, out var entity))
                entity.HandOff(() =>
                {
                    _entities.Remove(entityId);
                    ended();
                });
            else
                ended();
        },
        null);

    /// <summary>Asks an entity; the answer never comes when the node dies, as for any caller.</summary>
    public Task<EntityAnswer> AskAsync(string entityId, string commandId, object command) =>
        InContext(entityId, (entity, answer) => entity.Ask(new EntityAsk(commandId, command.ToString()!, "client", command, answer)));

    /// <summary>Loads an entity, and answers when it is there.</summary>
    public Task<EntityAnswer> WakeAsync(string entityId) => InContext(entityId, (entity, answer) => entity.Awaken(answer));

    /// <summary>SIGKILL.</summary>
    public void Die()
    {
        IsDead = true;
        Context.Drop();
        _heart.Drop();
        _life.Cancel();
    }

    public void Dispose()
    {
        _life.Dispose();
        _heartbeat.Dispose();
        Right.Dispose();
    }

    internal void Observe(Task task) => _setup.Faults.Watch(task, Context.Name);

    private SimulatedEntity<TState, TCommand, TEvent>? Find(string entityId)
    {
        if (!_entities.TryGetValue(entityId, out var entity) && _assigned.Contains(entityId))
            _entities.Add(entityId, entity = SimulatedEntity<TState, TCommand, TEvent>.Load(this, entityId));
        return entity;
    }

    private Task<EntityAnswer> InContext(string entityId, Action<SimulatedEntity<TState, TCommand, TEvent>, TaskCompletionSource<EntityAnswer>> act)
    {
        var answer = new TaskCompletionSource<EntityAnswer>();
        Context.Post(
            _ =>
            {
                if (Find(entityId) is { } entity)
                    act(entity, answer);
                else
                    answer.TrySetResult(new EntityAnswer.Unavailable("not here", TimeSpan.FromSeconds(1)));
            },
            null);
        return answer.Task;
    }

    private Task<EntityAnswer> TellAsync(string entityId, object command) =>
        InContext(entityId, (entity, answer) => entity.Ask(new EntityAsk("sighting", null, null, command, answer)));

    // The heartbeat's loop; its decisions are the product's.
    private async Task RenewAsync()
    {
        while (!IsDead)
        {
            if (!_heartbeat.IsHung())
                await RenewOnceAsync();
            await Task.Delay(s_options.RenewEvery, _setup.Time, _life.Token);
        }
    }

    private async Task RenewOnceAsync()
    {
        var (sent, sentAt) = (Right.Clock.Now, _setup.Time.GetUtcNow());
        try
        {
            if (_heartbeat.Judge(await _setup.Arbiter.RenewAsync(Incarnation), sent))
                Right.Until = sentAt + s_options.ActFor;
        }
        catch (TimeoutException)
        {
            _setup.Trace($"{Context.Name} cannot renew");
        }
    }

    private void End(string why)
    {
        _setup.Trace($"{Context.Name} ends: {why}");
        if (_setup.Guards.ActDeadline)
            Die();
    }

    private sealed class Probe(VirtualContext context, SimulatedClock clock) : IDispatcherProbe
    {
        public Moment? LastSign { get; private set; }

        public void Ask() => context.Post(_ => LastSign = clock.Now, null);
    }
}
