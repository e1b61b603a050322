using System.Text.Json;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.Runs;
using Node = ActorPlatform.Actors.TestKit.Simulation.SimulatedNode<ActorPlatform.Jobs.JobState, ActorPlatform.Jobs.Commands.JobCommand, ActorPlatform.Jobs.Events.JobEvent>;

namespace ActorPlatform.Simulation;

/// <summary>Who disturbs, and who uses.</summary>
internal sealed partial class JobSimulation
{
    // The longest disturbance: so long after the last one began, all are undone.
    private static readonly TimeSpan s_undone = TimeSpan.FromSeconds(45);

    private async Task DisturbAsync()
    {
        var disturbances = Disturbances();
        while (!_calm)
        {
            await Task.Delay(TimeSpan.FromSeconds(10), _time, _end.Token);
            var chance = _random.NextDouble() * 6;
            foreach (var (perMinute, begin) in disturbances)
            {
                if (chance < perMinute && !_calm)
                {
                    _faults.Watch(begin(), "nemesis");
                    break;
                }

                chance -= perMinute;
            }
        }
    }

    private (double PerMinute, Func<Task> Begin)[] Disturbances() =>
    [
        (_options.Rates.Crashes, () => OnNodeAsync("kill -9", TimeSpan.Zero, n => n.Die(), _ => { })),
        (_options.Rates.Pauses, () => OnNodeAsync("sleeps", _random.Next(2) == 0 ? _options.PauseAtMost : TimeSpan.FromSeconds(7), n => n.Pause(), n => n.Resume())),
        (_options.Rates.Suspensions, () => OnNodeAsync("is suspended", _options.PauseAtMost, Suspend, n => n.Resume())),
        (_options.Rates.Hangs, () => OnNodeAsync("hangs", _options.PauseAtMost, n => n.Hang(), n => n.Resume())),
        (_options.Rates.HandOffs, () => HandOffAsync(_jobs[_random.Next(_jobs.Length)])),
        (_options.Rates.CutOffs, () => OnNodeAsync("is cut off from the database", _options.PauseAtMost, n => _database.CutOff.Add(n.Incarnation), n => _database.CutOff.Remove(n.Incarnation))),
        (_options.Rates.Partitions, PartAsync),
        (_options.Rates.ClockSteps, StepClockAsync),
        (_options.Rates.Outages, () => OnDatabaseAsync("is away", 30, away => _database.IsAway = away)),
        (_options.Rates.ReadOnly, () => OnDatabaseAsync("is read-only", 30, readOnly => _database.IsReadOnly = readOnly)),
        (_options.Rates.FailOvers, FailOverAsync),
        (_options.Rates.Bursts, () => BurstAsync(_jobs[_random.Next(_jobs.Length)])),
    ];

    private async Task OnNodeAsync(string what, TimeSpan atMost, Action<Node> begin, Action<Node> end)
    {
        var able = Members.Where(n => !n.Context.IsPaused).ToArray();
        if (able.Length == 0)
            return;
        var node = able[_random.Next(able.Length)];
        var time = _random.NextDouble() * atMost;
        Trace($"{what} {node.Context.Name} {time.TotalSeconds:0.0} s");
        begin(node);
        await Task.Delay(time, _time);
        Trace($"no longer: {what} {node.Context.Name}");
        end(node);
    }

    // Its wall clock tells the time that its boot-time clock does not: the two are never wrong together (one that stands still while the other is set back is told by neither).
    private void Suspend(Node node) => node.Pause(suspended: node.Right.Clock.Error == TimeSpan.Zero && _time.GetUtcNow() - node.Right.Clock.SteppedAt > TimeSpan.FromSeconds(10));

    private Task StepClockAsync()
    {
        var by = TimeSpan.FromHours(_random.Next(2) == 0 ? 1 : -1);
        return OnNodeAsync($"wrong by {by.TotalHours} h is the clock of", _options.PauseAtMost, n => n.Right.Clock.Step(by), n => n.Right.Clock.Step(-n.Right.Clock.Error));
    }

    private async Task PartAsync()
    {
        var hosts = _hosts.Where(_ => _random.Next(2) == 0).ToHashSet();
        if (_partition is not null || hosts.Count == 0 || hosts.Count == _hosts.Length)
            return;
        Trace($"{string.Join(", ", hosts)} and the others lose each other");
        _partition = new Partition(hosts, _time.GetUtcNow()) { Owners = new(_owners) };
        await Task.Delay(_random.NextDouble() * _options.PauseAtMost, _time);
        Trace("the nodes reach each other again");
        _partition = null;
    }

    private async Task OnDatabaseAsync(string what, double atMostSeconds, Action<bool> set)
    {
        Trace($"the database {what}");
        set(true);
        await Task.Delay(TimeSpan.FromSeconds(_random.NextDouble() * atMostSeconds), _time);
        set(false);
        Trace($"the database no longer {what}");
    }

    private async Task FailOverAsync()
    {
        await OnDatabaseAsync("is away", 8, away => _database.IsAway = away);
        _journal.FailOver(_ => _random.Next(3));
        foreach (var prepared in _journal.LostRows.SelectMany(lost => ((Commit<JobEvent>)lost.Row.Commit).Events).OfType<SubmissionIntended>())
            _yarn.Disowned.Add(prepared.Application);
    }

    /// <summary>What restarts programs: each host gets a new incarnation some time after its last one died.</summary>
    private async Task SuperviseAsync(string host)
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(1 + (_random.NextDouble() * 20)), _time, _end.Token);
            if (_time.GetUtcNow() >= _downUntil && !_database.IsAway && !_database.IsReadOnly && _nodes.Last(n => n.Name == host).IsDead)
                Boot(host);
        }
    }

    // More than are taken at once: the rest is turned away, and comes again.
    private Task BurstAsync(string job)
    {
        var number = ++_bursts;
        Trace($"burst {number} on {job}");
        return Task.WhenAll(Enumerable.Range(1, s_entities.CommandsInFlight * 2).Select(i => AskUntilAnsweredAsync(job, $"burst{number}-{i}", new SaveJob("CANONICAL"))));
    }

    private int _bursts;

    private async Task UseAsync(string job)
    {
        for (var i = 1; !_calm; i++)
        {
            await DefineAsync(job, $"define{i}");
            await Task.Delay(TimeSpan.FromSeconds(15 + (_random.NextDouble() * 120)), _time, _end.Token);
            await AskUntilAnsweredAsync(job, $"c{i}", Choose(job));
        }

        // After the storm: all of them shall run.
        for (var i = 1; ; i++)
        {
            await DefineAsync(job, $"lastdefine{i}");
            await AskUntilAnsweredAsync(job, $"last{i}", new StartJob("none"));
            await Task.Delay(TimeSpan.FromMinutes(1), _time, _end.Token);
        }
    }

    // Once, unless a failover has lost it.
    private async Task DefineAsync(string job, string commandId)
    {
        if (SimulatedList.RowOf(_journal, job) is null)
            await AskUntilAnsweredAsync(job, commandId, new DefineJob(Spec(job)));
    }

    private JobCommand Choose(string job) => _random.Next(9) switch
    {
        0 or 1 => new StartJob(null),
        2 => new StartJob("none"),
        3 => new SuspendJob(false),
        4 => new KillJob(false, null),
        5 => new RestartJob(null),
        6 => new ChangeSpec(Spec(job) with { Parallelism = Replay(job).SpecVersion + 1 }, Replay(job).SpecVersion),

        // An operator who is right: what he declares dead is dead, and no post of it is under way.
        7 => new KillJob(_yarn.Live.All(a => a.Plan.Job.Value != job) && !MayArrive(Replay(job).Run), "seen by the operator"),
        _ => new SaveJob("CANONICAL"),
    };

    private bool MayArrive(Run? run) => run is { AcceptedAt: null, PostUntil: { } until } && _time.GetUtcNow() < until + _options.Settings.PostLateness;

    /// <summary>A client that repeats itself under the same command id until it is answered, through any node; and now and then once more, to be told the same.</summary>
    private async Task AskUntilAnsweredAsync(string job, string commandId, JobCommand command)
    {
        while (true)
        {
            if (await AskAsync(job, $"{job}/{commandId}", command) is { } answer and (EntityAnswer.Accepted or EntityAnswer.Rejected))
            {
                Acknowledge(job, commandId, command, answer);
                if (answer is EntityAnswer.Accepted first && _random.Next(3) == 0)
                    await RepeatAsync(job, $"{job}/{commandId}", command, first);
                return;
            }

            await Task.Delay(TimeSpan.FromSeconds(2), _time, _end.Token);
        }
    }

    private async Task RepeatAsync(string job, string commandId, JobCommand command, EntityAnswer.Accepted first)
    {
        var again = await AskAsync(job, commandId, command);
        if (again is EntityAnswer.Accepted or EntityAnswer.Rejected && !_journal.Lost.Contains((job, commandId)) && Json(again) != Json(first))
            _stuck.Add($"I3: {commandId} was answered {Json(first)}, and its repetition {Json(again)}");
    }

    private static string Json(EntityAnswer answer) => answer is EntityAnswer.Accepted accepted ? JsonSerializer.Serialize<object>(accepted.Reply) : answer.ToString();

    /// <summary>Null when no answer came in time.</summary>
    private async Task<EntityAnswer?> AskAsync(string job, string commandId, JobCommand command)
    {
        var alive = _nodes.Where(n => !n.IsDead && !n.Context.IsPaused).ToArray();
        if (alive.Length == 0)
            return null;
        var answer = Route(alive[_random.Next(alive.Length)], job, owner => owner.AskAsync(job, commandId, command));
        await Task.WhenAny(answer, Task.Delay(TimeSpan.FromSeconds(10), _time, _end.Token));
        return answer.IsCompletedSuccessfully ? await answer : null;
    }

    private void Acknowledge(string job, string commandId, JobCommand command, EntityAnswer answer)
    {
        Trace($"{job} {commandId} {command.GetType().Name}: {(answer is EntityAnswer.Rejected r ? r.Reason.Code : "accepted")}");
        if (answer is EntityAnswer.Accepted)
            _acknowledged.Add((job, $"{job}/{commandId}"));
    }

    private readonly List<(string Job, string CommandId)> _acknowledged = [];
}
