using System.Text.Json;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Jobs.Rows;
using ActorPlatform.Actors.Storage.Rows;
using ActorPlatform.Actors.TestKit.Simulation;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Runs;

namespace ActorPlatform.Simulation;

/// <summary>What must hold when all is quiet again.</summary>
internal sealed partial class JobSimulation
{
    // Waking's pause, a reload's longest, and some for the second round.
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(30);

    private IEnumerable<string> Unrest()
    {
        foreach (var (job, commandId) in _acknowledged)
            if (_journal.RowsOf(job).Count(r => r.Commit.CommandId == commandId) is var times && times != 1 && !(times == 0 && _journal.Lost.Contains((job, commandId))))
                yield return $"I3: {commandId} was acknowledged, and is {times} times in the journal";
        foreach (var plan in _yarn.LostPoints.Where(p => !WasKilled(p.Job.Value, RunOf(p.Restore!)) && !LostSomething(p.Job.Value)))
            yield return $"P4: run {plan.Run} of {plan.Job.Value} is to be restored from {plan.Restore!.Path}, which is deleted";
        foreach (var job in _jobs)
            foreach (var problem in Rows(job).Concat(Unrest(job)).Concat(Memory(job)).Concat(Due(job)).Concat(Amnesia(job)))
                yield return problem;
    }

    private bool LostSomething(string job) => _journal.LostRows.Any(lost => lost.EntityId == job);

    private IEnumerable<string> Rows(string job)
    {
        var rows = _journal.RowsOf(job);
        if (rows.Where((row, i) => row.Sequence != i + 1).Any())
            yield return $"I1: the sequences of {job} have a gap";
        foreach (var (command, times) in rows.Where(r => r.Commit.Fingerprint is not null).CountBy(r => r.Commit.CommandId!).Where(c => c.Value > 1))
            yield return $"I3: {command} is {times} times in the journal";
    }

    private IEnumerable<string> Unrest(string job)
    {
        var state = Replay(job);
        var live = _yarn.Live.Where(a => a.Plan.Job.Value == job).ToList();
        if (live.Count > 1)
            yield return $"I4: {job} has {live.Count} live applications at the end";
        if (state.Status != JobStatus.Running)
            yield return $"I5, I8: {job} is {state.Status}/{state.Phase} at the end, due {state.Due:HH:mm:ss}, owing {string.Join(", ", Behavior.Obligations(state).Effects.Select(e => e.Key))}";
        else if (live.Count != 1 || live[0].Id != state.Run!.Application)
            yield return $"I4: {job} is RUNNING as {state.Run!.Application}, and {(live.Count == 0 ? "nothing" : live[0].Id.Value)} lives";
        foreach (var effect in Behavior.Obligations(state).Effects)
            yield return $"I5: {job} still owes {effect.Key} at the end";
        foreach (var open in state.Operations.Where(o => !o.IsOver))
            yield return $"I5: {open.Kind} of {job}, accepted {open.AcceptedAt:HH:mm:ss}, is {open.State} at the end";
        var ended = Events(job).OfType<RunEnded>().Select(e => e.Run).ToHashSet();
        foreach (var run in Events(job).OfType<RunPlanned>().Where(p => p.Run != state.LastRun && !ended.Contains(p.Run)))
            yield return $"I5: run {run.Run} of {job} never ended";
    }

    /// <summary>What a state is made of, each way.</summary>
    private IEnumerable<string> Memory(string job)
    {
        var (state, rows) = (Replay(job), _journal.RowsOf(job));
        if (_owners.TryGetValue(job, out var owner) && owner.Entities.TryGetValue(job, out var entity) && entity.Machine is { IsLive: true } machine)
        {
            if (machine.Sequence == rows.Count && Json(machine.State) != Json(state))
                yield return $"I7: the state of {job} in memory is not that of its journal";
        }
        else
            yield return $"I8: nobody has {job} awake at the end";
        if (_journal.SnapshotOf(job) is { Snapshot: EntitySnapshot<JobState> snapshot, Sequence: var at }
            && Json(rows.Skip((int)at).SelectMany(EventsOf).Aggregate(snapshot.State, Behavior.Evolve)) != Json(state))
            yield return $"I7: the snapshot of {job} at {at} and what follows is not the state of its journal";
        if (SimulatedList.RowOf(_journal, job) is { } row && row != Projected(job, state, row))
            yield return $"I7: the list says of {job} {row}";
    }

    private ListRow Projected(string job, JobState state, ListRow row)
    {
        var owed = Behavior.Obligations(state);
        return JobRows.Project(JobState.Initial, state, new ProjectionContext(job, row.UpdatedAt))!.List! with
        {
            Kind = row.Kind, Owes = !owed.IsEmpty, DueAt = owed.Deadlines.IsEmpty ? null : owed.Deadlines.Min(d => d.Due),
        };
    }

    /// <summary>Deadlines: each that came was told, and changed something once.</summary>
    private IEnumerable<string> Due(string job)
    {
        var (state, told) = (JobState.Initial, new HashSet<(string, DateTimeOffset)>());
        foreach (var row in _journal.RowsOf(job))
        {
            if (row.Commit.CommandId?.StartsWith("due:", StringComparison.Ordinal) is true)
            {
                var name = row.Commit.CommandId[4..row.Commit.CommandId.LastIndexOf('@')];
                var due = Behavior.Obligations(state).Deadlines.Single(d => d.Name == name).Due;
                if (due > row.Commit.At)
                    yield return $"I6: deadline {name} of {job} was told at {row.Commit.At:HH:mm:ss}, before it was due";
                if (!told.Add((name, due)))
                    yield return $"I6: deadline {name} of {job}, due {due:HH:mm:ss}, took effect twice";
            }

            state = EventsOf(row).Aggregate(state, Behavior.Evolve);
        }

        if (state.Due < _time.GetUtcNow() - TimeSpan.FromMinutes(1))
            yield return $"I6: a deadline of {job} is overdue since {state.Due:HH:mm:ss}";
    }

    /// <summary>Shortly after the last fault: whoever must live is awake.</summary>
    private IEnumerable<string> Asleep() =>
        from job in _jobs
        where !_owners.TryGetValue(job, out var owner) || owner.IsDead || _arbiter.IsFenced(owner.Incarnation)
            || (SimulatedList.RowOf(_journal, job) is { Owes: true } && !(owner.Entities.TryGetValue(job, out var entity) && entity.Machine is { IsLive: true }))
        select $"I8: {job} {(_owners.ContainsKey(job) ? "owes something and sleeps" : "has no owner")} {s_soon.TotalSeconds} s after the faults stopped";

    /// <summary>A run that starts from nothing although nobody asked for it, and there was state.</summary>
    private IEnumerable<string> Amnesia(string job)
    {
        if (LostSomething(job))
            yield break;
        var fresh = 0;
        foreach (var planned in Events(job).OfType<RunPlanned>())
        {
            fresh = planned.FreshStart ? planned.Run : fresh;
            var before = Events(job).OfType<RunPlanned>().Where(p => p.Run >= fresh && p.Run < planned.Run && !WasKilled(job, p.Run));
            if (planned is { Restore: null, FreshStart: false } && before.Any(p => _yarn.LeftCheckpoints(p.FlinkJob)))
                yield return $"P4: run {planned.Run} of {job} starts from nothing although there was state";
        }
    }

    private bool WasKilled(string job, int run) => Events(job).OfType<RunEnded>().Any(e => e.Run == run && e.End.Outcome == RunOutcome.Killed);

    private static int RunOf(RestoreChoice choice) => int.Parse(choice.Id.Value.Split('-')[0].AsSpan(1));

    private static IEnumerable<JobEvent> EventsOf(SimulatedJournal.Row row) => ((Commit<JobEvent>)row.Commit).Events;

    private static string Json(JobState state) => JsonSerializer.Serialize(state);

    private IEnumerable<JobEvent> Events(string job) => _journal.RowsOf(job).SelectMany(EventsOf);

    private JobState Replay(string job) => Events(job).Aggregate(JobState.Initial, Behavior.Evolve);
}
