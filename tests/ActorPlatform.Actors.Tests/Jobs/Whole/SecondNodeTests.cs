using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Jobs.Observers;
using ActorPlatform.Actors.Jobs.Serialization;
using ActorPlatform.Actors.Serialization;
using ActorPlatform.Actors.Tests.Jobs.Effects;
using ActorPlatform.Actors.Tests.Jobs.Fakes;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Operations;
using Akka.Actor;

namespace ActorPlatform.Actors.Tests.Jobs.Whole;

/// <summary>A job that is asked from another node, over real remoting.</summary>
public sealed class SecondNodeTests : IAsyncLifetime
{
    // Of an unknown outcome we would hear after this time only: whoever is answered sooner was told.
    private static readonly EntityOptions Options = new() { AskTimeout = TimeSpan.FromMinutes(2) };
    private static readonly JobId Job = EffectFixture.Job;
    private readonly string _folder = Directory.CreateTempSubdirectory("jobs-").FullName;
    private readonly FakeCluster _cluster = new("a", TimeProvider.System) { StoreAfter = TimeSpan.FromMilliseconds(20), RegisterAfter = TimeSpan.FromMilliseconds(100) };
    private JobEngine _engine = null!;
    private SecondNode? _second;

    public async Task InitializeAsync() => _engine = await JobEngine.StartAsync(Path.Combine(_folder, "test.db"), _cluster);

    public async Task DisposeAsync()
    {
        if (_second is { } second) await second.DisposeAsync();
        await _engine.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Ask_FromAnotherNode_EachKindOfMessageAndAnswerArrives()
    {
        var entities = await StartSecondAsync();
        (await AskAsync(entities, "define", new DefineJob(EffectFixture.Plan().Spec))).ShouldBe(new EntityAnswer.Accepted(new JobDefinedReply(Job, 1, true)));
        (await AskAsync(entities, "start", new StartJob(null))).ShouldBeOfType<EntityAnswer.Accepted>().Reply.ShouldBeOfType<OperationReply>();
        (await AskAsync(entities, "again", new StartJob(null))).ShouldBeOfType<EntityAnswer.Rejected>().Reason.Kind.ShouldBe(RejectionKind.Conflict);
        (await UntilAsync(entities, state => state.Status == JobStatus.Running)).Spec.ShouldBeEquivalentTo(EffectFixture.Plan().Spec);
        (await entities.WakeAsync(Job.Value, CancellationToken.None)).ShouldBe(new EntityAnswer.Awake());
        (await entities.ReleaseAsync(Job.Value, CancellationToken.None)).ShouldBe(new EntityAnswer.Released(false));
    }

    [Fact]
    public async Task Tell_SightingFromAnotherNode_IsTaken()
    {
        await AskAsync(await StartSecondAsync(), "define", new DefineJob(EffectFixture.Plan().Spec));
        var mailbox = new JobMailbox(() => _second!.Region, TimeSpan.FromSeconds(20));

        (await mailbox.TellAsync(Job, new ApplicationMissing(1, EffectFixture.Application), CancellationToken.None)).ShouldBe(MailReceipt.Taken);
    }

    /// <summary>The largest specification that HTTP takes by default, of the characters that JSON makes six of, and the state with two of them.</summary>
    [Fact]
    public async Task Ask_LargestSpecification_ArrivesAndSoDoesTheState()
    {
        var entities = await StartSecondAsync();
        var large = EffectFixture.Plan().Spec with { Args = [.. Enumerable.Repeat(new string('<', 16_384), 64)] };
        (await AskAsync(entities, "define", new DefineJob(large))).ShouldBeOfType<EntityAnswer.Accepted>();
        await AskAsync(entities, "start", new StartJob(null));
        await UntilAsync(entities, state => state.Status == JobStatus.Running);
        (await AskAsync(entities, "change", new ChangeSpec(large with { Parallelism = 2 }, 1))).ShouldBeOfType<EntityAnswer.Accepted>();

        (await UntilAsync(entities, _ => true)).RunSpec.ShouldBeEquivalentTo(large);
    }

    [Fact]
    public async Task Ask_LargerThanAFrame_IsAnsweredWhyAndTheNodesGoOnTalking()
    {
        var entities = await StartSecondAsync();

        var answer = await AskAsync(entities, "kill", new KillJob(true, new string('x', 17_000_000)));

        answer.ShouldBeOfType<EntityAnswer.Unavailable>().Why.ShouldContain(EntitySerializer.FrameSize);
        (await entities.ReadAsync(Job.Value, CancellationToken.None)).ShouldBeOfType<EntityAnswer.Sight>();
    }

    [Fact]
    public async Task Ask_FromANewerVersion_IsAnsweredWhy()
    {
        var entities = await StartSecondAsync(system => new NewerJobs(system));

        var answer = await AskAsync(entities, "start", new StartJob(null));

        answer.ShouldBeOfType<EntityAnswer.Unavailable>().Why.ShouldContain("job-start-2");
    }

    private static Task<EntityAnswer> AskAsync(IEntityClient entities, string id, JobCommand command) =>
        entities.AskAsync(Job.Value, new EntityCommand(id, id, "tester", command), CancellationToken.None);

    private static async Task<JobState> UntilAsync(IEntityClient entities, Func<JobState, bool> reached)
    {
        for (var sequence = 0L; ;)
        {
            var sight = (await entities.AwaitChangeAsync(Job.Value, sequence, TimeSpan.FromSeconds(20), CancellationToken.None)).ShouldBeOfType<EntityAnswer.Sight>();
            var state = sight.State.ShouldBeOfType<JobState>();
            if (reached(state)) return state;
            sight.Sequence.ShouldBeGreaterThan(sequence, "nothing changed for twenty seconds");
            sequence = sight.Sequence;
        }
    }

    private async Task<IEntityClient> StartSecondAsync(Func<ExtendedActorSystem, Akka.Serialization.Serializer>? jobs = null)
    {
        _second = await SecondNode.StartAsync(_engine.System, Options, jobs);
        return _second.Entities;
    }

    private sealed class NewerJobs(ExtendedActorSystem system)
        : CommitSerializer(system, new MessageManifests(JobJsonContext.Default, [("job-start-2", typeof(StartJob))], [], []))
    {
        public override int Identifier => JobSerializer.Number;
    }
}
