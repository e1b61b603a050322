using ActorPlatform.Actors.Jobs.Sights;
using ActorPlatform.Actors.Tests.Jobs.Effects;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Runs;
using Microsoft.Extensions.Time.Testing;

namespace ActorPlatform.Actors.Tests.Jobs.Sights;

public sealed class ClusterSightsTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.Zero));
    private readonly ClusterSights _sights;

    public ClusterSightsTests() => _sights = new ClusterSights(_time);

    [Fact]
    public void Of_ClusterNotSeenYet_IsStaleSinceTheStart()
    {
        var started = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromSeconds(10));
        (_sights.Of("a").Visibility, _sights.Of("a").Since).ShouldBe((Visibility.Stale, started));
        _sights.Of(Running()).Visibility.ShouldBe(Visibility.Stale);
        _sights.ClusterSeen("a", 1);
        _sights.Of("a").ShouldBe(Sight.Clear);
    }

    [Fact]
    public void Find_CapacityOfASilentCluster_StandsWithTheTimeAtWhichItWasTold()
    {
        var told = _time.GetUtcNow();
        _sights.CapacityRead("a", new ClusterCapacity("3.4", 2048, 1024, 8, 4, 1, 0, 0, 2048, 8));
        _time.Advance(TimeSpan.FromSeconds(10));
        _sights.ClusterSilent("a", "refused");
        (_sights.Find("a").Capacity!.FreeMemoryMb, _sights.Find("a").CapacityReadAt).ShouldBe((1024, told));
    }

    [Fact]
    public void Of_ClusterSilent_IsUnreachableSinceItWasLastSeen()
    {
        _sights.ClusterSeen("a", 1);
        var seen = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromSeconds(10));
        _sights.ClusterSilent("a", "refused");
        _time.Advance(TimeSpan.FromSeconds(10));
        _sights.ClusterSilent("a", "hangs");
        _sights.Of(Running()).ShouldBe(new Sight(Visibility.Unreachable, seen, "hangs"));
    }

    [Fact]
    public void Of_RestingJob_HasNothingToBeSeen()
    {
        _sights.ClusterSilent("a", "refused");
        _sights.Of(Running() with { Runs = [] }).ShouldBe(Sight.Clear);
        _sights.Of(Running() with { Runs = [Running().Run! with { End = new RunEnd(RunOutcome.Killed, "", null, _time.GetUtcNow()) }] }).ShouldBe(Sight.Clear);
    }

    [Fact]
    public void Of_RunSilent_IsStaleUntilItAnswers()
    {
        _sights.ClusterSeen("a", 1);
        _sights.RunWatched("a", EffectFixture.Address());
        _sights.RunSilent(EffectFixture.Address(), "refused");
        _sights.Of(Running()).Visibility.ShouldBe(Visibility.Stale);
        _sights.RunSeen(EffectFixture.Address());
        _sights.Of(Running()).ShouldBe(Sight.Clear);
    }

    [Fact]
    public void Of_RunNotSeenByAnotherNode_IsStaleUntilThatNodeSaysOtherwiseOrIsGone()
    {
        _sights.ClusterSeen("a", 1);
        var since = _time.GetUtcNow();
        var stale = new StaleRun(EffectFixture.Job, 1, since, "refused");
        _sights.SeenElsewhere("n2", new RunSights([stale]));
        _sights.Of(Running()).ShouldBe(new Sight(Visibility.Stale, since, "refused"));
        _sights.SeenElsewhere("n2", new RunSights([]));
        _sights.Of(Running()).ShouldBe(Sight.Clear);
        _sights.SeenElsewhere("n2", new RunSights([stale]));
        _sights.ForgetElsewhere("n2");
        _sights.Of(Running()).ShouldBe(Sight.Clear);
    }

    [Fact]
    public void Of_RunWatchedHereAndNotSeenElsewhere_IsAsItIsSeenHere()
    {
        _sights.ClusterSeen("a", 1);
        _sights.RunWatched("a", EffectFixture.Address());
        _sights.RunSeen(EffectFixture.Address());
        _sights.SeenElsewhere("n2", new RunSights([new StaleRun(EffectFixture.Job, 1, _time.GetUtcNow(), "refused")]));
        _sights.Of(Running()).ShouldBe(Sight.Clear);
    }

    [Fact]
    public void Stale_RunsOfASilentCluster_AreNotTold()
    {
        _sights.ClusterSeen("a", 1);
        _sights.RunWatched("a", EffectFixture.Address());
        _sights.Stale().ShouldBeEmpty();
        _sights.RunSilent(EffectFixture.Address(), "refused");
        _sights.Stale().ShouldHaveSingleItem().Run.ShouldBe(1);
        _sights.ClusterSilent("a", "refused");
        _sights.Stale().ShouldBeEmpty();
    }

    [Fact]
    public void Of_FileSystemSilent_IsStaleSinceThenUntilItAnswers()
    {
        var since = _time.GetUtcNow();
        _sights.FileSystemLooked("a", "namenode: refused");
        _time.Advance(TimeSpan.FromSeconds(10));
        _sights.FileSystemLooked("a", "namenode: hangs");
        _sights.Of(Running()).ShouldBe(new Sight(Visibility.Stale, since, "namenode: hangs"));
        _sights.Of("a").Visibility.ShouldBe(Visibility.Stale);
        _sights.ClusterSilent("a", "refused");
        _sights.Of("a").Visibility.ShouldBe(Visibility.Unreachable);
        _sights.ClusterSeen("a", 1);
        _sights.FileSystemLooked("a", null);
        _sights.Of(Running()).ShouldBe(Sight.Clear);
    }

    [Fact]
    public void RunSilent_AfterItWasLeft_DoesNotBringItBack()
    {
        _sights.RunWatched("a", EffectFixture.Address());
        _sights.RunLeft(EffectFixture.Address());
        _sights.RunSilent(EffectFixture.Address(), "late");
        _sights.Watched("a").ShouldBeEmpty();
    }

    private JobState Running() => new()
    {
        Id = EffectFixture.Job,
        Status = JobStatus.Running,
        Runs = [new Run { Number = 1, SpecVersion = 1, Cluster = "a", FlinkJob = EffectFixture.Address().FlinkJob, PlannedAt = _time.GetUtcNow() }],
    };
}
