using System.Collections.Immutable;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Jobs.Rows;
using ActorPlatform.Actors.Tests.Jobs.Effects;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.Operations;

namespace ActorPlatform.Actors.Tests.Jobs.Rows;

public sealed class JobRowsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 0, 0, 0, TimeSpan.Zero);
    private readonly JobBehavior _behavior = new(new JobSettings());
    private readonly ProjectionContext _context = new(EffectFixture.Job.Value, Now);

    [Fact]
    public void Project_Defined_IsTheRowOfTheList()
    {
        var spec = EffectFixture.Plan().Spec with { Labels = ImmutableSortedDictionary<string, string>.Empty.Add("team", "dw").Add("env", "prod") };
        var state = After(JobState.Initial, new DefineJob(spec));
        var rows = JobRows.Project(JobState.Initial, state, _context).ShouldNotBeNull();
        rows.List.ShouldNotBeNull();
        (rows.List.Name, rows.List.Status, rows.List.Health, rows.List.Cluster, rows.List.Labels).ShouldBe(("orders", "DEFINED", "GREEN", "a", "|env:prod|team:dw|"));
        rows.Operations.ShouldBeEmpty();
    }

    [Fact]
    public void Project_Started_HasTheOperationThatChanged()
    {
        var defined = After(JobState.Initial, new DefineJob(EffectFixture.Plan().Spec));
        var started = After(defined, new StartJob(null));
        var operation = JobRows.Project(defined, started, _context)!.Operations.ShouldHaveSingleItem();
        operation.State.ShouldBe("RUNNING");
        JobRows.OperationOf(operation).Kind.ShouldBe(OperationKind.Start);
        var prepared = After(started, new RunPrepared(1, EffectFixture.Application));
        JobRows.Project(started, prepared, _context)!.Operations.ShouldHaveSingleItem();
    }

    [Fact]
    public void Project_NothingChanged_IsNothing() => JobRows.Project(JobState.Initial, JobState.Initial, _context).ShouldBeNull();

    [Fact]
    public void SummaryOf_Row_IsTheTrimmedState()
    {
        var started = After(After(JobState.Initial, new DefineJob(EffectFixture.Plan().Spec)), new StartJob(null));
        var row = JobRows.Project(JobState.Initial, started, _context)!.List!;
        JobRows.SummaryOf(row).ShouldBeEquivalentTo(JobSummary.Of(started));
    }

    private JobState After(JobState state, JobCommand command)
    {
        var decision = _behavior.Decide(state, command, new DecideContext(Now, EffectFixture.Job.Value, "c-1", "tester"));
        return decision.ShouldBeOfType<Decision<JobEvent>.Accepted>().Events.Aggregate(state, _behavior.Evolve);
    }
}
