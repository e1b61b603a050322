using ActorPlatform.Jobs;
using CsCheck;

namespace ActorPlatform.Domain.Tests.Jobs;

/// <summary>Random histories of commands, outcomes and deadlines, in any order: total, replayable, never two live runs.</summary>
public class RandomHistoryTests
{
    private const int Histories = 400;

    [Fact]
    public void Decide_AnyHistory_NeverThrowsAndKeepsTheInvariants() =>
        Gen.Int[0, AnyCommand.Count - 1].Array[1, 60].Sample(
            steps =>
            {
                var job = new JobScenario();
                foreach (var step in steps)
                {
                    var before = job.State;
                    job.After(TimeSpan.FromSeconds(step * 20)).Ask(AnyCommand.Of(job, step));
                    Check(before, job);
                }

                Replay(job).ShouldBe(job.State.UpdatedAt);
            },
            iter: Histories);

    private static void Check(JobState before, JobScenario job)
    {
        var state = job.State;
        state.Runs.Count(r => r.End is null).ShouldBeLessThanOrEqualTo(1, "one live run");
        if (state.LastRun > before.LastRun && before.Run is not null)
            state.Runs.First(r => r.Number == before.LastRun).End.ShouldNotBeNull("a new run needs the proven end of the old one");
        if (state.Due is null && state.Phase != JobPhase.None && !job.Owed.Effects.Any())
            throw new InvalidOperationException($"{state.Status}/{state.Phase} waits for nothing");
        foreach (var group in job.Owed.Effects.GroupBy(e => e.Key))
            group.Count().ShouldBe(1, group.Key);
        state.Operations.Count(o => o.State == ActorPlatform.Jobs.Operations.OperationState.Running && o.Kind != ActorPlatform.Jobs.Operations.OperationKind.Savepoint).ShouldBeLessThanOrEqualTo(1);
    }

    private static DateTimeOffset Replay(JobScenario job)
    {
        var state = job.Journal.Aggregate(JobState.Initial, job.Behavior.Evolve);
        System.Text.Json.JsonSerializer.Serialize(state).ShouldBe(System.Text.Json.JsonSerializer.Serialize(job.State));
        return state.UpdatedAt;
    }
}
