using System.Security.Cryptography;
using System.Text;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.TestKit.Simulation;
using ActorPlatform.Actors.TestKit.Time;
using ActorPlatform.Actors.Tests.Toys;

namespace ActorPlatform.Actors.Tests.TestKit;

/// <summary>What one run of the toy is to suffer.</summary>
internal sealed record ErrandPlan(int Seed)
{
    public Guards Guards { get; init; } = new();

    public JournalFaults Journal { get; init; } = new(LostAnswers: 0.05, LateCommits: 0.08, LostRequests: 0.03);

    public bool FailsOver { get; init; }
}

/// <summary>The shell alone, around the toy: nodes that sleep, die and hand entities off, a database that fails over, callers that repeat themselves.</summary>
internal sealed class ErrandSimulation : IDisposable
{
    private static readonly DateTimeOffset _start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly ErrandPlan _plan;
    private readonly VirtualTime _time = new(_start);
    private readonly Random _random;
    private readonly StringBuilder _trace = new();
    private readonly Faults _faults = new();
    private readonly SimulatedJournal _journal;
    private readonly SimulatedArbiter _arbiter;
    private readonly Shop _shop;
    private readonly NodeSetup<ErrandState, ErrandCommand, ErrandEvent> _setup;
    private readonly List<SimulatedNode<ErrandState, ErrandCommand, ErrandEvent>> _nodes = [];
    private readonly Dictionary<string, SimulatedNode<ErrandState, ErrandCommand, ErrandEvent>> _owners = [];
    private readonly string[] _errands = ["e1", "e2", "e3"];
    private readonly CancellationTokenSource _end = new();
    private readonly List<(string Errand, string CommandId)> _accepted = [];
    private bool _calm;

    public ErrandSimulation(ErrandPlan plan)
    {
        _plan = plan;
        _random = new Random(plan.Seed);
        _journal = new SimulatedJournal(_time, _random, Trace) { Faults = plan.Journal };
        _arbiter = new SimulatedArbiter(_time, _random, Trace);
        _shop = new Shop(_time, _random) { OwnerOf = id => _journal.RowsOf(id).LastOrDefault(row => row.Commit.Claim is not null)?.Writer ?? 0 };
        var definition = Errands.Definition(options => (options.SnapshotEvery, options.RememberedCommands) = (10, 5));
        _setup = new(
            _time, _random, _journal, _arbiter, definition, right => new ErrandWork(_shop, _time, right), plan.Guards, _faults, Trace);
    }

    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_trace.ToString())));

    public string Text => _trace.ToString();

    public IReadOnlyList<string> Run()
    {
        foreach (var name in new[] { "n1", "n2", "n3" }) Boot(name);
        _time.World.Post(_ => Begin(), null);
        _time.RunFor(TimeSpan.FromMinutes(8));
        _calm = _shop.IsCalm = true;
        _journal.Faults = JournalFaults.None;
        _time.RunFor(TimeSpan.FromMinutes(10));
        _end.Cancel();
        return [.. _journal.Violations, .. _shop.Violations, .. _faults.All, .. _errands.SelectMany(Unrest)];
    }

    public void Dispose()
    {
        _end.Dispose();
        foreach (var node in _nodes) node.Dispose();
    }

    private void Boot(string name) => _nodes.Add(new(_setup, name));

    private void Begin()
    {
        _faults.Watch(ArbitrateAsync(), "arbiter");
        _faults.Watch(DisturbAsync(), "nemesis");
        foreach (var name in new[] { "n1", "n2", "n3" }) _faults.Watch(SuperviseAsync(name), "supervisor");
        foreach (var errand in _errands) _faults.Watch(UseAsync(errand), $"caller of {errand}");
    }

    private async Task ArbitrateAsync()
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(0.5), _time, _end.Token);
            var fenced = _arbiter.FenceSilent(TimeSpan.FromSeconds(4.25));
            foreach (var errand in _errands)
            {
                if (!_owners.TryGetValue(errand, out var owner) || owner.IsDead || fenced.Contains(owner.Incarnation)) Move(errand, fenced);
            }
        }
    }

    private void Move(string errand, IReadOnlyList<long> fenced)
    {
        var able = _nodes.Where(node => !node.IsDead && !node.Context.IsPaused && !fenced.Contains(node.Incarnation)).ToArray();
        if (able.Length == 0) return;
        _owners[errand] = able[_random.Next(able.Length)];
        _owners[errand].Host(errand);
    }

    private async Task DisturbAsync()
    {
        while (!_calm)
        {
            await Task.Delay(TimeSpan.FromSeconds(6), _time, _end.Token);
            var alive = _nodes.Where(node => !node.IsDead && !node.Context.IsPaused).ToArray();
            if (alive.Length > 0) Disturb(alive[_random.Next(alive.Length)]);
        }
    }

    private void Disturb(SimulatedNode<ErrandState, ErrandCommand, ErrandEvent> node)
    {
        switch (_random.Next(12))
        {
            case 0:
                Trace($"kill -9 {node.Context.Name}");
                node.Die();
                break;
            case 1 or 2 or 3:
                _faults.Watch(PauseAsync(node), "nemesis");
                break;
            case 4 or 5:
                var errand = _errands[_random.Next(_errands.Length)];
                if (_owners.TryGetValue(errand, out var owner)) owner.HandOff(errand, () => Forget(errand, owner));
                break;
            case 6 when _plan.FailsOver:
                _journal.FailOver(_ => _random.Next(3));
                foreach (var each in _nodes.Where(each => !each.IsDead)) each.Die();
                break;
        }
    }

    private void Forget(string errand, SimulatedNode<ErrandState, ErrandCommand, ErrandEvent> owner)
    {
        Trace($"{errand} is handed off by {owner.Context.Name}");
        if (_owners.GetValueOrDefault(errand) == owner) _owners.Remove(errand);
    }

    private async Task PauseAsync(SimulatedNode<ErrandState, ErrandCommand, ErrandEvent> node)
    {
        Trace($"{node.Context.Name} sleeps");
        node.Pause();
        await Task.Delay(TimeSpan.FromSeconds(_random.NextDouble() * 20), _time);
        Trace($"{node.Context.Name} wakes");
        node.Resume();
    }

    private async Task SuperviseAsync(string name)
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(1 + (_random.NextDouble() * 5)), _time, _end.Token);
            if (_nodes.Last(node => node.Context.Name.StartsWith($"{name}#", StringComparison.Ordinal)).IsDead) Boot(name);
        }
    }

    private async Task UseAsync(string errand)
    {
        for (var i = 1; !_calm; i++)
        {
            await AskAsync(errand, $"c{i}", Choose());
            await Task.Delay(TimeSpan.FromSeconds(_random.NextDouble() * 10), _time, _end.Token);
        }
    }

    private ErrandCommand Choose() => _random.Next(3) switch
    {
        0 => new ErrandCommand.Go("a", TimeSpan.FromSeconds(5 + (_random.NextDouble() * 50))),
        1 => new ErrandCommand.Add(1),
        _ => new ErrandCommand.Move("b"),
    };

    private async Task AskAsync(string errand, string commandId, ErrandCommand command)
    {
        while (true)
        {
            if (_owners.TryGetValue(errand, out var owner))
            {
                var answer = owner.AskAsync(errand, commandId, command);
                await Task.WhenAny(answer, Task.Delay(TimeSpan.FromSeconds(8), _time, _end.Token));
                if (answer.IsCompletedSuccessfully && await answer is EntityAnswer.Accepted or EntityAnswer.Rejected)
                {
                    if (await answer is EntityAnswer.Accepted) _accepted.Add((errand, commandId));
                    return;
                }
            }

            await Task.Delay(TimeSpan.FromSeconds(1), _time, _end.Token);
        }
    }

    private IEnumerable<string> Unrest(string errand)
    {
        var rows = _journal.RowsOf(errand);
        var state = rows.SelectMany(row => ((Commit<ErrandEvent>)row.Commit).Events).Aggregate(ErrandState.Initial, _setup.Definition.Behavior.Evolve);
        foreach (var command in rows.Where(row => row.Commit.Fingerprint is not null).CountBy(row => row.Commit.CommandId!).Where(count => count.Value > 1))
        {
            yield return $"I3: {errand} has {command.Key} {command.Value} times";
        }

        foreach (var (_, id) in _accepted.Where(known => known.Errand == errand && !_journal.Lost.Contains(known) && rows.All(row => row.Commit.CommandId != known.CommandId)))
        {
            yield return $"I3: {errand} acknowledged {id}, which is not in the journal";
        }

        if (state.Away) yield return $"I5, I6: {errand} is away at the end, due {state.Due:HH:mm:ss}";
        if (rows.Select(row => row.Commit.Rows?.List).LastOrDefault(list => list is not null) is { } row && row.Owes) yield return $"I7: the list says that {errand} owes something";
        if (!_owners.TryGetValue(errand, out var owner) || owner.Entities.GetValueOrDefault(errand)?.Machine is not { IsLive: true } machine) yield return $"I8: nobody owns {errand}";
        else if (machine.Sequence != rows.Count || machine.State != state) yield return $"I7: {errand} in memory is {machine.State}, in the journal {state}";
    }

    private void Trace(string what) => _trace.Append(_time.GetUtcNow().ToString("HH:mm:ss.fff")).Append(' ').AppendLine(what);
}
