using ActorPlatform.Actors.Entities;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Events;

namespace ActorPlatform.Simulation;

/// <summary>What must hold when all is quiet again.</summary>
internal sealed partial class JobSimulation
{
    private IEnumerable<string> Unrest()
    {
        foreach (var (job, commandId) in _acknowledged)
            if (_journal.RowsOf(job).Count(r => r.Commit.CommandId == commandId) != 1)
                yield return $"I3: {commandId} was acknowledged, and is {_journal.RowsOf(job).Count(r => r.Commit.CommandId == commandId)} times in the journal";
        foreach (var job in _jobs)
            foreach (var problem in Unrest(job))
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

    private JobState Replay(string job) => _journal.RowsOf(job).SelectMany(r => ((Commit<JobEvent>)r.Commit).Events).Aggregate(JobState.Initial, Behavior.Evolve);
}
