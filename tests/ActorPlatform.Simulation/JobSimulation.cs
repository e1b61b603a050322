using System.Security.Cryptography;
using System.Text;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.TestKit.Simulation;
using ActorPlatform.Actors.TestKit.Time;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.Specs;
using ActorPlatform.Simulation.Outside;

namespace ActorPlatform.Simulation;

/// <summary>Nodes that sleep and die, a journal that loses answers, a cluster that answers late, clients that repeat themselves: run from one seed on one thread.</summary>
internal sealed partial class JobSimulation : IDisposable
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly SimulationOptions _options;
    private readonly VirtualTime _time = new(s_start);
    private readonly Random _random;
    private readonly StringBuilder _trace = new();
    private readonly Faults _faults = new();
    private readonly SimulatedJournal _journal;
    private readonly SimulatedArbiter _arbiter;
    private readonly SimulatedYarn _yarn;
    private readonly NodeSetup<JobState, JobCommand, JobEvent> _setup;
    private readonly List<SimulatedNode<JobState, JobCommand, JobEvent>> _nodes = [];
    private readonly Dictionary<string, SimulatedNode<JobState, JobCommand, JobEvent>> _owners = [];
    private readonly CancellationTokenSource _end = new();
    private readonly string[] _jobs;
    private bool _calm;

    public JobSimulation(SimulationOptions options)
    {
        _options = options;
        _random = new Random(options.Seed);
        _jobs = [.. Enumerable.Range(1, options.Jobs).Select(i => $"job-{i}")];
        _journal = new SimulatedJournal(_time, _random, Trace) { Faults = options.Journal };
        _arbiter = new SimulatedArbiter(_time, _random, Trace);
        _yarn = new SimulatedYarn(_time, _random, Trace) { Options = options.World };
        Behavior = new JobBehavior(options.Settings);
        var definition = new EntityDefinition<JobState, JobCommand, JobEvent> { Name = "job", Behavior = Behavior };
        _setup = new(_time, _random, _journal, _arbiter, definition, right => new JobWork(_yarn, _time, right, _random, options), options.Guards, _faults, Trace);
    }

    public JobBehavior Behavior { get; }

    public string Text => _trace.ToString();

    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    /// <summary>Runs it to its end and returns what was violated; empty when all holds.</summary>
    public IReadOnlyList<string> Run()
    {
        ArmCrash();
        for (var i = 1; i <= _options.Nodes; i++)
            Boot($"n{i}");
        _time.World.Post(_ => Begin(), null);
        _time.RunUntil(s_start + _options.Faulty);
        Calm();
        _time.RunFor(_options.Calm);
        _end.Cancel();
        return [.. _yarn.Violations, .. _journal.Violations, .. _faults.All, .. _stuck, .. Unsuccessful(), .. Unrest()];
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
        for (var i = 1; i <= _options.Nodes; i++)
            _faults.Watch(SuperviseAsync($"n{i}"), "supervisor");
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

    private void Boot(string name) => _nodes.Add(new SimulatedNode<JobState, JobCommand, JobEvent>(_setup, name));

    /// <summary>Fences who is silent, then gives the jobs of the dead to the living: what sharding and the downing provider do in production.</summary>
    private async Task ArbitrateAsync()
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), _time, _end.Token);
            var fenced = _arbiter.FenceSilent(TimeSpan.FromSeconds(4.25));
            foreach (var job in _jobs)
                if (!_owners.TryGetValue(job, out var owner) || owner.IsDead || fenced.Contains(owner.Incarnation))
                    MoveAway(job, fenced);
        }
    }

    private void MoveAway(string job, IReadOnlyList<long> fenced)
    {
        var candidates = _nodes.Where(n => !n.IsDead && !n.Context.IsPaused && !fenced.Contains(n.Incarnation)).ToList();
        if (candidates.Count == 0)
            return;
        var owner = candidates[_random.Next(candidates.Count)];
        _owners[job] = owner;
        Trace($"{job} goes to {owner.Context.Name}");
        owner.Host(job);
    }

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
