using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Jobs.Observers;
using ActorPlatform.Actors.Sharding;
using ActorPlatform.Actors.Tests.Jobs.Effects;
using ActorPlatform.Actors.Tests.Jobs.Fakes;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.Specs;
using Akka.Actor;
using Akka.Hosting;

namespace ActorPlatform.Actors.Tests.Jobs.Whole;

/// <summary>A job's life with each message written and read again: those that another node may send by our serializers, those of one node marked as such.</summary>
public sealed class SerializedLifeTests : IAsyncLifetime
{
    private static readonly JobId Job = EffectFixture.Job;
    private readonly string _folder = Directory.CreateTempSubdirectory("jobs-").FullName;
    private readonly SerializedMessages _messages = new();
    private readonly FakeCluster _cluster = new("a", TimeProvider.System)
    {
        StoreAfter = TimeSpan.FromMilliseconds(20),
        RegisterAfter = TimeSpan.FromMilliseconds(100),
        SavepointTakes = TimeSpan.FromMilliseconds(100),
        TimeLimit = TimeSpan.FromMilliseconds(500),
    };

    private JobEngine _engine = null!;

    public async Task InitializeAsync() => _engine = await JobEngine.StartAsync(Path.Combine(_folder, "test.db"), _cluster, _messages.Configure);

    public async Task DisposeAsync()
    {
        await _engine.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Life_EachMessageSerialized_GoesOnAsEver()
    {
        await _engine.DoAsync(Job, "define", new DefineJob(EffectFixture.Plan().Spec));
        await _engine.DoAsync(Job, "change", new ChangeSpec(EffectFixture.Plan().Spec with { Parallelism = 2 }, 1));
        await DoAsync("start", new StartJob(null));
        await _engine.Jobs.RefreshAsync(Job, TimeSpan.FromSeconds(5), CancellationToken.None);
        await DoAsync("save", new SaveJob("CANONICAL"));
        await DoAsync("restart", new RestartJob(null));
        await DoAsync("suspend", new SuspendJob(false));
        (await _engine.Entities.WakeAsync("job-1", CancellationToken.None)).ShouldBe(new EntityAnswer.Awake());
        (await _engine.Entities.ReleaseAsync("job-1", CancellationToken.None)).ShouldBe(new EntityAnswer.Released(false));
        (await _engine.Entities.AskAsync("job-1", new EntityCommand("again", "f", null, new SuspendJob(false)), CancellationToken.None)).ShouldBeOfType<EntityAnswer.Rejected>();
        await DoAsync("retire", new RetireJob(true));

        _messages.Faults.ShouldBeEmpty();
        (_cluster.MostAlive, _cluster.Truth.Count).ShouldBe((1, 2));
    }

    /// <summary>Negative control: what nobody registered is seen.</summary>
    [Fact]
    public async Task Tell_MessageWithoutManifest_IsSeenAsAFault()
    {
        // A region that still starts keeps what it is told as it is.
        (await _engine.Entities.WakeAsync("job-1", CancellationToken.None)).ShouldBe(new EntityAnswer.Awake());

        ActorRegistry.For(_engine.System).Get<EntityRegion<JobState>>().Tell(new Stranger("job-1"));

        await _messages.FaultAsync("has no manifest");
    }

    /// <summary>Negative control: what is of one node only and not marked is seen.</summary>
    [Fact]
    public async Task Tell_MessageThatIsNotMarked_IsSeenAsAFault()
    {
        ActorRegistry.For(_engine.System).Get<ClusterObservers>().Tell(new Unmarked("a"));

        await _messages.FaultAsync("by reflection");
    }

    [Fact]
    public async Task Ask_CommandWithoutManifest_IsAnsweredWhyAtOnce()
    {
        var answer = await _engine.Entities.AskAsync("job-1", new EntityCommand("c", "f", null, new Unmarked("a")), CancellationToken.None);

        answer.ShouldBeOfType<EntityAnswer.Unavailable>().Why.ShouldContain("has no manifest");
    }

    private async Task DoAsync(string id, JobCommand command) => (await _engine.DoAsync(Job, id, command))!.State.ShouldBe(OperationState.Succeeded, id);

    private sealed record Stranger(string EntityId) : EntityMessage(EntityId);

    private sealed record Unmarked(string Name);
}
