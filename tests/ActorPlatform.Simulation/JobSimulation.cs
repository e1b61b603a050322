using System.Security.Cryptography;
using System.Text;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Jobs.Rows;
using ActorPlatform.Actors.TestKit.Simulation;
using ActorPlatform.Actors.TestKit.Time;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.Specs;
using ActorPlatform.Simulation.Outside;
using Node = ActorPlatform.Actors.TestKit.Simulation.SimulatedNode<ActorPlatform.Jobs.JobState, ActorPlatform.Jobs.Commands.JobCommand, ActorPlatform.Jobs.Events.JobEvent>;

namespace ActorPlatform.Simulation;

/// <summary>Nodes that sleep and die, a journal that loses answers, a cluster that answers late, clients that repeat themselves: run from one seed on one thread.</summary>
internal sealed partial class JobSimulation : IDisposable
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Small, so that each bound is met: snapshots, look-ups of old commands, more commands than are taken, waking in pages.
    private static readonly EntityOptions s_entities = new()
    {
        SnapshotEvery = 25, RememberedCommands = 5, CommandsInFlight = 3, WakeEvery = TimeSpan.FromSeconds(10), WakeInFlight = 1, WakePage = 2,
    };

    private readonly SimulationOptions _options;
    private readonly VirtualTime _time = new(s_start);
    private readonly Random _random;
    private readonly StringBuilder _trace = new();
    private readonly Faults _faults = new();
    private readonly SimulatedJournal _journal;
    private readonly SimulatedArbiter _arbiter;
    private readonly SimulatedYarn _yarn;
    private readonly NodeSetup<JobState, JobCommand, JobEvent> _setup;
    private readonly SimulatedDatabase _database = new();
    private readonly List<Node> _nodes = [];
    private readonly CancellationTokenSource _end = new();
    private readonly string[] _jobs;
    private readonly string[] _hosts;
    private bool _calm;

    public JobSimulation(SimulationOptions options)
    {
        _options = options;
        _random = new Random(options.Seed);
        _jobs = [.. Enumerable.Range(1, options.Jobs).Select(i => $"job-{i}")];
        _hosts = [.. Enumerable.Range(1, options.Nodes ?? _random.Next(3, 6)).Select(i => $"n{i}")];
        _journal = new SimulatedJournal(_time, _random, Trace, _database) { Faults = options.Journal };
        _arbiter = new SimulatedArbiter(_time, _random, Trace, _database);
        _yarn = new SimulatedYarn(_time, _random, Trace) { Options = options.World };
        var definition = JobDefinition.Of(options.Settings, s_entities);
        Behavior = (JobBehavior)definition.Behavior;
        _setup = new(_time, _random, _journal, _arbiter, definition, right => new JobWork(new GuardedCluster(_yarn, _time, right, OwnerOf), _time, right, _random, options), options.Guards, _faults, Trace);
    }

    public JobBehavior Behavior { get; }

    public IReadOnlyList<SimulatedApplication> Strays => _yarn.Strays;

    public string Text => _trace.ToString();

    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    /// <summary>Runs it to its end and returns what was violated; empty when all holds.</summary>
    public IReadOnlyList<string> Run()
    {
        ArmCrash();
        foreach (var host in _hosts)
            Boot(host);
        _time.World.Post(_ => Begin(), null);
        _time.RunUntil(s_start + _options.Faulty);
        Calm();
        _time.RunFor(s_undone + s_soon);
        var asleep = _options.Script.IsEmpty ? Asleep().ToList() : [];
        Rest();
        _end.Cancel();
        return [.. _yarn.Violations, .. _journal.Violations, .. _faults.All, .. _stuck, .. Unsuccessful(), .. asleep, .. Unrest()];
    }

    // Posts and their judgement are over after the first part; what is not at rest then may be until all deadlines are over.
    private void Rest()
    {
        var end = _time.GetUtcNow() + _options.Calm;
        _time.RunUntil(_options.CalmAtLeast < _options.Calm ? _time.GetUtcNow() + _options.CalmAtLeast : end);
        while (_time.GetUtcNow() < end && Unrest().Any())
            _time.RunFor(TimeSpan.FromMinutes(2));
    }

    public void Dispose()
    {
        _end.Dispose();
        foreach (var node in _nodes)
            node.Dispose();
    }

    private void Begin()
    {
        _faults.Watch(_yarn.LiveAsync(_end.Token), "cluster");
        _faults.Watch(ArbitrateAsync(), "arbiter");
        if (_options.Script.IsEmpty)
            _faults.Watch(DisturbAsync(), "nemesis");
        foreach (var host in _hosts)
            _faults.Watch(SuperviseAsync(host), "supervisor");
        foreach (var job in _jobs)
            _faults.Watch(_options.Script.IsEmpty ? UseAsync(job) : FollowAsync(job), "client of " + job);
    }

    private void Calm()
    {
        Trace("--- calm");
        _calm = true;
        _journal.Faults = JournalFaults.None;
        _yarn.Options = WorldOptions.Calm with { ForgetsAfter = _options.World.ForgetsAfter, OutlivesNode = _options.World.OutlivesNode };
    }

    private void Boot(string host)
    {
        var node = new Node(_setup, host);
        _nodes.Add(node);
        node.Context.Post(_ => _faults.Watch(WakeAsync(node), node.Context.Name), null);
    }

    // For some seconds after a failover nobody knows yet that a claim was lost.
    private long? OwnerOf(string job) => _time.GetUtcNow() - _journal.FailedOverAt < TimeSpan.FromSeconds(5) ? null : _journal.OwnerOf(job);

    private static JobSpec Spec(string job) => new()
    {
        Name = job,
        Artifact = "hdfs:///jars/x.jar",
        EntryClass = "x.Y",
        Target = new TargetSpec { Cluster = "a" },
        Retry = new RetrySpec { MaxAttempts = 1000 },
    };

    private void Trace(string text) => _trace.Append(_time.GetUtcNow().ToString("HH:mm:ss.fff")).Append(' ').Append(text).Append('\n');
}
