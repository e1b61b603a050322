using ActorPlatform.Actors.Entities;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Runs;

namespace ActorPlatform.Simulation;

/// <summary>What must hold when all is quiet again.</summary>
internal sealed partial class JobSimulation
{
    private IEnumerable<string> Unrest()
    {
        foreach (var (job, commandId) in _acknowledged)
            if (_journal.RowsOf(job).Count(r => r.Commit.CommandId == commandId) != 1)
                yield return $"I3: {commandId} was acknowledged, and is {_journal.RowsOf(job).Count(r => r.Commit.CommandId == commandId)} times in the journal";
        foreach (var plan in _yarn.LostPoints.Where(p => !WasKilled(p.Job.Value, RunOf(p.Restore!))))
            yield return $"P4: run {plan.Run} of {plan.Job.Value} is to be restored from {plan.Restore!.Path}, which is deleted";
        foreach (var job in _jobs)
            foreach (var problem in Unrest(job).Concat(Amnesia(job)))
                yield return problem;
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
        if (state.Due < _time.GetUtcNow() - TimeSpan.FromMinutes(1))
            yield return $"I6: a deadline of {job} is overdue since {state.Due:HH:mm:ss}";
        if (!_owners.TryGetValue(job, out var owner) || owner.IsDead || !owner.Entities.TryGetValue(job, out var entity) || entity.Machine is not { IsLive: true } machine)
            yield return $"I8: nobody owns {job} at the end";
        else if (machine.Sequence == _journal.RowsOf(job).Count && System.Text.Json.JsonSerializer.Serialize(machine.State) != System.Text.Json.JsonSerializer.Serialize(state))
            yield return $"I7: the state of {job} in memory is not that of its journal";
    }

    /// <summary>A run that starts from nothing although nobody asked for it, and there was state.</summary>
    private IEnumerable<string> Amnesia(string job)
    {
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

    private IEnumerable<JobEvent> Events(string job) => _journal.RowsOf(job).SelectMany(r => ((Commit<JobEvent>)r.Commit).Events);

    private JobState Replay(string job) => Events(job).Aggregate(JobState.Initial, Behavior.Evolve);
}
