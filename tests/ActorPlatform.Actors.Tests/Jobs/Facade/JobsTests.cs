using System.Collections.Immutable;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Jobs.Facade;
using ActorPlatform.Actors.Jobs.RunMonitors;
using ActorPlatform.Actors.Jobs.Sights;
using ActorPlatform.Actors.Storage.Nodes;
using ActorPlatform.Actors.Tests.Jobs.Effects;
using ActorPlatform.Actors.Tests.Jobs.Fakes;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Operations;
using Akka.Actor;
using Microsoft.Extensions.Time.Testing;

namespace ActorPlatform.Actors.Tests.Jobs.Facade;

public sealed class JobsTests
{
    private static readonly JobId Job = EffectFixture.Job;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.Zero));
    private readonly FakeStorage _storage = new();
    private readonly FakeEntities _entities;
    private readonly ClusterSights _sights;
    private readonly IJobs _jobs;

    public JobsTests()
    {
        _entities = new FakeEntities(_storage, _time);
        _sights = new ClusterSights(_time);
        var clusters = new FakeClusters(new FakeCluster("a", _time));
        _jobs = new ActorPlatform.Actors.Jobs.Facade.Jobs(
            new JobEntities(_entities, _entities),
            new JobStores(new JobLists(_storage, _sights), new JobEvents(_storage), new JobAudit(_storage)),
            new JobSightings(clusters, _sights, new MonitorRegistry(), new Lookers(() => ActorRefs.Nobody, () => ActorRefs.Nobody)),
            new JobSettings(),
            new NodeFacade(_ => Task.FromResult(ImmutableArray<NodeRow>.Empty), new FakePeers()),
            _time);
    }

    [Fact]
    public async Task Ask_Accepted_GivesTheReply() =>
        (await AskAsync("c-1", new DefineJob(EffectFixture.Plan().Spec))).ShouldBeOfType<Answer.Accepted>().Reply.ShouldBe(new JobDefinedReply(Job, 1, Created: true));

    [Fact]
    public async Task Ask_Quarantined_IsRefusedWithTheWayOut()
    {
        _entities.Instead = new EntityAnswer.Quarantined("broken");
        var rejected = (await AskAsync("c-1", new StartJob(null))).ShouldBeOfType<Answer.Rejected>();
        rejected.Reason.Code.ShouldBe("job.quarantined");
        rejected.Reason.Kind.ShouldBe(RejectionKind.Conflict);
    }

    [Fact]
    public async Task Ask_KeyReused_IsSaidInTheCallersWords()
    {
        _entities.Instead = new EntityAnswer.Rejected(new Rejection("command.key-reused", RejectionKind.KeyReused, "c-17 was used before."));
        var rejected = (await AskAsync("c-1", new StartJob(null))).ShouldBeOfType<Answer.Rejected>();
        (rejected.Reason.Code, rejected.Reason.Kind).ShouldBe(("idempotency.key-reused", RejectionKind.KeyReused));
    }

    [Fact]
    public async Task Audit_OfWhatPeopleAskedFor_IsNewestFirstAndPaged()
    {
        var at = DateTimeOffset.UnixEpoch;
        _storage.Add(Job, "anna", new JobDefined(at, Job, EffectFixture.Plan().Spec, "anna"));
        _storage.Add(Job, "ben", new OperationAccepted(at, new OperationId("op-1"), OperationKind.Kill, new OperationArguments(Reason: "burning"), "ben", Queued: false));
        _storage.Add(Job, null, new RunStarted(at, 1));
        _storage.Add(Job, "anna", new SpecChanged(at, 2, EffectFixture.Plan().Spec, "anna"));

        var first = await _jobs.ReadAuditAsync(new AuditQuery(null, null, null, null, 2, null), CancellationToken.None);
        var second = await _jobs.ReadAuditAsync(new AuditQuery(null, null, null, null, 2, first.NextCursor), CancellationToken.None);
        var bens = await _jobs.ReadAuditAsync(new AuditQuery(Job, "ben", null, null, 10, null), CancellationToken.None);

        first.Items.Select(e => (e.By, e.Command)).ShouldBe([("anna", "CHANGE_SPEC"), ("ben", "KILL")]);
        second.Items.Select(e => (e.By, e.Command)).ShouldBe([("anna", "DEFINE")]);
        second.NextCursor.ShouldBeNull();
        (bens.Items.Single().Operation, bens.Items.Single().Reason).ShouldBe((new OperationId("op-1"), "burning"));
        await Should.ThrowAsync<InvalidCursorException>(() => _jobs.ReadAuditAsync(new AuditQuery(null, null, null, null, 2, "x"), CancellationToken.None));
    }

    [Fact]
    public async Task Find_NeverDefined_IsNull() => (await _jobs.FindAsync(Job, CancellationToken.None)).ShouldBeNull();

    [Fact]
    public async Task Find_ClusterSilent_ShowsVisibilityBesideTheStatus()
    {
        await StartedAsync();
        _sights.ClusterSilent("a", "refused");
        var sight = (await _jobs.FindAsync(Job, CancellationToken.None)).ShouldNotBeNull();
        sight.State.Status.ShouldBe(JobStatus.Starting);
        sight.Sight.Visibility.ShouldBe(Visibility.Unreachable);
    }

    [Fact]
    public async Task Find_Quarantined_ShowsTheListsRow()
    {
        await StartedAsync();
        _entities.Instead = new EntityAnswer.Quarantined("broken");
        var sight = (await _jobs.FindAsync(Job, CancellationToken.None)).ShouldNotBeNull();
        sight.Quarantined.ShouldBe("broken");
        sight.State.Spec!.Name.ShouldBe("orders");
    }

    [Fact]
    public async Task Find_NoOwner_IsUnavailable()
    {
        _entities.Instead = new EntityAnswer.Unavailable("moving", TimeSpan.FromSeconds(1));
        await Should.ThrowAsync<JobUnavailableException>(() => _jobs.FindAsync(Job, CancellationToken.None));
    }

    [Fact]
    public async Task List_Page_HasPositionRowsAndSight()
    {
        await StartedAsync();
        _sights.ClusterSilent("a", "refused");
        var page = await _jobs.ListAsync(Query(), CancellationToken.None);
        page.AsOf.ShouldBe("2");
        var row = page.Items.ShouldHaveSingleItem();
        row.Job.State.Status.ShouldBe(JobStatus.Starting);
        row.Sight.Visibility.ShouldBe(Visibility.Unreachable);
        _storage.Asked!.Statuses.ShouldBe(["STARTING"]);
    }

    [Fact]
    public async Task List_ForeignCursor_IsSaid()
    {
        _storage.RefusesCursors = true;
        await Should.ThrowAsync<InvalidCursorException>(() => _jobs.ListAsync(Query(), CancellationToken.None));
    }

    [Fact]
    public async Task Wait_OperationEnds_AnswersThen()
    {
        var id = await StartedAsync();
        var wait = VirtualTime.Inline(() => _jobs.WaitAsync(id, TimeSpan.FromSeconds(20), CancellationToken.None));
        wait.IsCompleted.ShouldBeFalse();
        VirtualTime.Inline(() =>
        {
            _entities.Tell(Job.Value, "o", new RunRefused(1, new ActorPlatform.Jobs.Retry.Failure(ActorPlatform.Jobs.Retry.FailureClass.Submission, "no", null, null, _time.GetUtcNow(), Retryable: false)));
            return true;
        });
        (await wait)!.Operation.State.ShouldBe(OperationState.Failed);
        _entities.Reads.ShouldBeLessThan(4);
    }

    [Fact]
    public async Task Wait_TimeIsOver_AnswersAsItStands()
    {
        var id = await StartedAsync();
        var wait = VirtualTime.Inline(() => _jobs.WaitAsync(id, TimeSpan.FromSeconds(20), CancellationToken.None));
        (await _time.UntilAsync(wait, TimeSpan.FromSeconds(21)))!.Operation.State.ShouldBe(OperationState.Running);
    }

    [Fact]
    public async Task Wait_JobCannotAnswer_AnswersFromTheTable()
    {
        var id = await StartedAsync();
        _entities.Instead = new EntityAnswer.Quarantined("broken");
        (await _jobs.WaitAsync(id, TimeSpan.FromSeconds(20), CancellationToken.None))!.Operation.Id.ShouldBe(id);
    }

    [Fact]
    public async Task Wait_NoOperationId_IsNull() => (await _jobs.WaitAsync(new OperationId("nonsense"), TimeSpan.Zero, CancellationToken.None)).ShouldBeNull();

    [Fact]
    public async Task ReadEvents_Pages_GiveEachEventOnceInOrder()
    {
        await StartedAsync();
        var all = (await _jobs.ReadEventsAsync(Job, 0, 100, CancellationToken.None)).Items;
        all[0].Type.ShouldBe("job-defined");
        all.Length.ShouldBeGreaterThan(2);
        var first = await _jobs.ReadEventsAsync(Job, 0, 1, CancellationToken.None);
        var second = await _jobs.ReadEventsAsync(Job, long.Parse(first.Next), 100, CancellationToken.None);
        first.Items.Concat(second.Items).Select(e => e.Summary).ShouldBe(all.Select(e => e.Summary));
    }

    [Fact]
    public async Task ReadFeed_ResumedAfterEachEvent_MissesNoneAndRepeatsNone()
    {
        await StartedAsync();
        var all = (await _jobs.ReadFeedAsync(null, 100, CancellationToken.None)).Items;
        for (var i = 0; i < all.Length; i++)
        {
            var rest = await _jobs.ReadFeedAsync(all[i].Position, 100, CancellationToken.None);
            rest.Items.Select(e => e.Data).ShouldBe(all.Skip(i + 1).Select(e => e.Data));
        }
    }

    /// <summary>One such row made the feed and the audit of all jobs a fault of the engine.</summary>
    [Theory]
    [InlineData("job-commit-2", "{}")]
    [InlineData("job-commit", "\u0001garbage")]
    [InlineData("job-commit", """{"events":[{"$":"of-a-newer-version"}],"id":"99b8e74f-0899-44b6-9c06-6fcbaad362c9","at":"2026-11-29T09:16:10+00:00"}""")]
    public async Task Read_ACommitCannotBeRead_IsToldInItsPlaceAndHidesNoOther(string manifest, string payload)
    {
        var (at, other) = (DateTimeOffset.UnixEpoch, new JobId("job-other"));
        _storage.Add(Job, "anna", new JobDefined(at, Job, EffectFixture.Plan().Spec, "anna"));
        _storage.AddUnreadable(Job, manifest, payload);
        _storage.Add(other, "ben", new JobDefined(at, other, EffectFixture.Plan().Spec, "ben"));

        var feed = (await _jobs.ReadFeedAsync(null, 100, CancellationToken.None)).Items;
        var own = (await _jobs.ReadEventsAsync(Job, 0, 100, CancellationToken.None)).Items;
        var audit = (await _jobs.ReadAuditAsync(new AuditQuery(null, null, null, null, 10, null), CancellationToken.None)).Items;

        feed.Select(e => (e.Job, e.Type)).ShouldBe([(Job, "job-defined"), (Job, "unreadable"), (other, "job-defined")]);
        own.Select(e => (e.Position, e.Type)).ShouldBe([("1", "job-defined"), ("2", "unreadable")]);
        audit.Select(e => e.Command).ShouldBe(["DEFINE", "UNREADABLE", "DEFINE"]);
        own[1].Summary.ShouldStartWith($"Commit 2 of job|{Job} cannot be read by this version: ");
        (await _jobs.ReadFeedAsync(feed[1].Position, 100, CancellationToken.None)).Items.Single().Job.ShouldBe(other);
    }

    /// <summary>A version might be in it: a list that lacks it silently would be a wrong answer.</summary>
    [Fact]
    public async Task ReadSpecVersions_ACommitCannotBeRead_IsUnavailableWithTheReason()
    {
        await AskAsync("c-1", new DefineJob(EffectFixture.Plan().Spec));
        _storage.AddUnreadable(Job, "job-commit-2", "{}");
        await AskAsync("c-2", new ChangeSpec(EffectFixture.Plan().Spec with { Parallelism = 4 }, 1));

        var exception = await Should.ThrowAsync<JobUnavailableException>(() => _jobs.ReadSpecVersionsAsync(Job, CancellationToken.None));

        exception.Message.ShouldContain("Commit 2 of ");
    }

    [Fact]
    public async Task ReadFeed_AtTheEnd_KeepsThePosition()
    {
        await StartedAsync();
        var page = await _jobs.ReadFeedAsync(null, 100, CancellationToken.None);
        var end = await _jobs.ReadFeedAsync(page.Next, 100, CancellationToken.None);
        end.Items.ShouldBeEmpty();
        end.Next.ShouldBe(page.Next);
    }

    [Fact]
    public async Task ReadFeed_UnknownPosition_IsOutdated() => (await _jobs.ReadFeedAsync("9999", 10, CancellationToken.None)).Outdated.ShouldBeTrue();

    [Fact]
    public async Task ReadSpecVersions_Changed_HasBothWithWhoAndWhen()
    {
        await AskAsync("c-1", new DefineJob(EffectFixture.Plan().Spec));
        await AskAsync("c-2", new ChangeSpec(EffectFixture.Plan().Spec with { Parallelism = 4 }, 1));
        var versions = (await _jobs.ReadSpecVersionsAsync(Job, CancellationToken.None)).ShouldNotBeNull();
        versions.Select(v => (v.Version, v.By, v.Spec.Parallelism)).ShouldBe([(1, "tester", 1), (2, "tester", 4)]);
    }

    [Fact]
    public async Task ListClusters_Configured_ShowsHowTheyAreSeen()
    {
        _sights.ClusterSeen("a", 3);
        var cluster = (await _jobs.ListClustersAsync(CancellationToken.None)).ShouldHaveSingleItem();
        (cluster.Name, cluster.Kind, cluster.RunsSeen, cluster.Sight).ShouldBe(("a", "YARN", 3, Sight.Clear));
    }

    private static JobQuery Query() => new(
        [JobStatus.Starting], null, null, [], System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty, null, null, "name", 100, null);

    private async Task<OperationId> StartedAsync()
    {
        await AskAsync("c-1", new DefineJob(EffectFixture.Plan().Spec));
        var accepted = (await AskAsync("c-2", new StartJob(null))).ShouldBeOfType<Answer.Accepted>();
        return accepted.Reply.ShouldBeOfType<OperationReply>().Id;
    }

    private Task<Answer> AskAsync(string id, JobCommand command) => _jobs.AskAsync(Job, new JobRequest(id, id, "tester", command), CancellationToken.None);
}
