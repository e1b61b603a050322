using System.Collections.Immutable;
using ActorPlatform.Actors.Effects;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Jobs.Batches;
using ActorPlatform.Actors.Jobs.Facade;
using ActorPlatform.Actors.Jobs.RunMonitors;
using ActorPlatform.Actors.Jobs.Sights;
using ActorPlatform.Actors.Storage.Nodes;
using ActorPlatform.Actors.Tests.Jobs.Effects;
using ActorPlatform.Actors.Tests.Jobs.Facade;
using ActorPlatform.Actors.Tests.Jobs.Fakes;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Batches;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Facade;
using Akka.Actor;

namespace ActorPlatform.Actors.Tests.Jobs.Batches;

public sealed class AskJobHandlerTests
{
    private static readonly JobId Job = EffectFixture.Job;
    private readonly EffectFixture _fixture = new();
    private readonly FakeEntities _entities;
    private readonly AskJobHandler _handler;

    public AskJobHandlerTests()
    {
        var storage = new FakeStorage();
        _entities = new FakeEntities(storage, _fixture.Time);
        var sights = new ClusterSights(_fixture.Time);
        var jobs = new ActorPlatform.Actors.Jobs.Facade.Jobs(
            new JobEntities(_entities, _entities),
            new JobStores(new JobLists(storage, sights), new JobEvents(storage), new JobAudit(storage)),
            new JobSightings(new FakeClusters(_fixture.Cluster), sights, new MonitorRegistry(), new Lookers(() => ActorRefs.Nobody, () => ActorRefs.Nobody)),
            new JobSettings(),
            new NodeFacade(_ => Task.FromResult(ImmutableArray<NodeRow>.Empty), new FakePeers()),
            _fixture.Time);
        _handler = new AskJobHandler(new Lazy<IJobs>(jobs), _fixture.Tools);
        _entities.Tell(Job.Value, "define", new DefineJob(EffectFixture.Plan().Spec));
    }

    [Fact]
    public async Task JobRefuses_TheRuleIsTheOutcome() =>
        (await OutcomeAsync(new KillJob(false, null))).ShouldSatisfyAllConditions(o => o.Result.ShouldBe(JobResult.Refused), o => o.Code.ShouldBe("job.not-running"), o => o.Operation.ShouldBeNull());

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task NobodyAnswers_IsAskedAgainUntilSomebodyDoes(EntityAnswer answer)
    {
        _entities.Instead = answer;
        var asking = StartAsync(new KillJob(false, null));
        _fixture.Time.Pass(TimeSpan.FromMinutes(5));
        asking.IsCompleted.ShouldBeFalse();

        _entities.Instead = null;

        (await EndAsync(asking)).Code.ShouldBe("job.not-running");
    }

    [Fact]
    public async Task OperationOfTheJobFails_WithItsErrorAsTheOutcome()
    {
        var asking = StartAsync(new StartJob(null));
        Kill();

        (await EndAsync(asking)).ShouldSatisfyAllConditions(
            o => o.Result.ShouldBe(JobResult.Failed),
            o => o.Text.ShouldBe("Superseded by a KILL."),
            o => o.Operation.ShouldBe(OperationIds.For(Job, "b-1")));
    }

    [Fact]
    public async Task OperationOfTheJobGoesOnForHours_IsFollowedAllTheWhile()
    {
        var asking = StartAsync(new StartJob(null));
        _fixture.Time.Pass(TimeSpan.FromHours(3));
        asking.IsCompleted.ShouldBeFalse();

        // A cancelled effect ends the waiting only.
        _entities.State.Operations.ShouldHaveSingleItem().IsOver.ShouldBeFalse();
        Kill();
        (await EndAsync(asking)).Result.ShouldBe(JobResult.Failed);
    }

    public static TheoryData<EntityAnswer> Passing() =>
    [
        new EntityAnswer.Unavailable("no owner", TimeSpan.FromSeconds(2)), new EntityAnswer.Busy(TimeSpan.FromSeconds(2)), new EntityAnswer.InProgress(TimeSpan.FromSeconds(2)),
    ];

    private void Kill() => VirtualTime.Inline(() =>
    {
        _entities.Tell(Job.Value, "kill", new KillJob(false, null));
        return true;
    });

    private async Task<JobOutcome> OutcomeAsync(JobCommand command) => await EndAsync(StartAsync(command));

    private Task<object> StartAsync(JobCommand command) => _fixture.StartAsync(_handler, new AskJob(7, Job, command, "b-1", "f", "anna"));

    private async Task<JobOutcome> EndAsync(Task<object> asking)
    {
        var outcome = ((EndBatchJob)await _fixture.Time.UntilAsync(asking, EffectFixture.Long)).Outcome;
        outcome.Index.ShouldBe(7);
        return outcome;
    }
}
