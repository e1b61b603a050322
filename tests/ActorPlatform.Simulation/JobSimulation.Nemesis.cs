using ActorPlatform.Actors.Entities;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Runs;

namespace ActorPlatform.Simulation;

/// <summary>Who disturbs, and who uses.</summary>
internal sealed partial class JobSimulation
{
    private async Task DisturbAsync()
    {
        while (!_calm)
        {
            await Task.Delay(TimeSpan.FromSeconds(10), _time, _end.Token);
            var alive = _nodes.Where(n => !n.IsDead && !n.Context.IsPaused).ToList();
            if (alive.Count == 0)
                continue;
            var node = alive[_random.Next(alive.Count)];
            var chance = _random.NextDouble() * 6;
            if (chance < _options.CrashesPerMinute)
            {
                Trace($"kill -9 {node.Context.Name}");
                node.Die();
            }
            else if (chance < _options.CrashesPerMinute + _options.PausesPerMinute)
                _faults.Watch(PauseAsync(node.Context.Name, node.Context), "nemesis");
            else if (chance < _options.CrashesPerMinute + _options.PausesPerMinute + 0.03)
                _faults.Watch(TakeDatabaseAwayAsync(), "nemesis");
        }
    }

    /// <summary>What restarts programs: each name gets a new incarnation some time after its last one died.</summary>
    private async Task SuperviseAsync(string name)
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(1 + (_random.NextDouble() * 20)), _time, _end.Token);
            if (_time.GetUtcNow() < _downUntil)
                continue;
            if (_nodes.Last(n => n.Context.Name.StartsWith(name + "#", StringComparison.Ordinal)).IsDead)
                Boot(name);
        }
    }

    private async Task PauseAsync(string name, Actors.TestKit.Time.VirtualContext context)
    {
        var pause = TimeSpan.FromSeconds(_random.NextDouble() * _options.PauseAtMost.TotalSeconds);
        Trace($"{name} sleeps for {pause.TotalSeconds:0.0} s");
        context.Pause();
        await Task.Delay(pause, _time);
        Trace($"{name} wakes");
        context.Resume();
    }

    private async Task TakeDatabaseAwayAsync()
    {
        Trace("the database is away");
        _arbiter.SetAway(true);
        await Task.Delay(TimeSpan.FromSeconds(_random.NextDouble() * 30), _time);
        _arbiter.SetAway(false);
        Trace("the database is back");
    }

    private async Task UseAsync(string job)
    {
        await AskUntilAnsweredAsync(job, "define", new DefineJob(Spec(job)));
        for (var i = 1; !_calm; i++)
        {
            await Task.Delay(TimeSpan.FromSeconds(20 + (_random.NextDouble() * 200)), _time, _end.Token);
            await AskUntilAnsweredAsync(job, $"c{i}", Choose(job));
        }

        // After the storm: all of them shall run.
        for (var i = 1; ; i++)
        {
            await AskUntilAnsweredAsync(job, $"last{i}", new StartJob("none"));
            await Task.Delay(TimeSpan.FromMinutes(1), _time, _end.Token);
        }
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

    /// <summary>A client that repeats itself under the same command id until it is answered, whoever owns the job by then.</summary>
    private async Task AskUntilAnsweredAsync(string job, string commandId, JobCommand command)
    {
        while (true)
        {
            if (_owners.TryGetValue(job, out var owner))
            {
                var answer = owner.AskAsync(job, $"{job}/{commandId}", command);
                await Task.WhenAny(answer, Task.Delay(TimeSpan.FromSeconds(10), _time, _end.Token));
                if (answer.IsCompletedSuccessfully && await answer is EntityAnswer.Accepted or EntityAnswer.Rejected)
                {
                    Acknowledge(job, commandId, command, await answer);
                    return;
                }
            }

            await Task.Delay(TimeSpan.FromSeconds(2), _time, _end.Token);
        }
    }

    private void Acknowledge(string job, string commandId, JobCommand command, EntityAnswer answer)
    {
        Trace($"{job} {commandId} {command.GetType().Name}: {(answer is EntityAnswer.Rejected r ? r.Reason.Code : "accepted")}");
        if (answer is EntityAnswer.Accepted)
            _acknowledged.Add((job, $"{job}/{commandId}"));
    }

    private readonly List<(string Job, string CommandId)> _acknowledged = [];
}
