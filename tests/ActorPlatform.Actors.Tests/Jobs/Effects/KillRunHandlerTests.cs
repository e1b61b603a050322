using ActorPlatform.Actors.Jobs.Effects;
using ActorPlatform.Actors.Tests.Jobs.Fakes;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Effects;
using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Actors.Tests.Jobs.Effects;

public sealed class KillRunHandlerTests
{
    private readonly EffectFixture _fixture = new();
    private readonly KillRunHandler _handler;

    public KillRunHandlerTests() => _handler = new KillRunHandler(_fixture.Tools);

    private FakeCluster Cluster => _fixture.Cluster;

    [Fact]
    public async Task Rule11_Running_IsOverOnlyWhenTheResourceManagerSaysFinal()
    {
        await _fixture.RunningAsync();
        var seen = (await KillAsync()).ShouldBeOfType<ApplicationSeen>();
        seen.Report.State.ShouldBe(ApplicationState.Killed);
        Cluster.Alive(EffectFixture.Job).ShouldBe(0);
    }

    [Fact]
    public async Task CarryOut_AlreadyFinal_KillsNothing()
    {
        Cluster.End(await _fixture.RunningAsync(), ApplicationState.Finished, FinalStatus.Succeeded, null);
        (await KillAsync()).ShouldBeOfType<ApplicationSeen>().Report.Final.ShouldBe(FinalStatus.Succeeded);
        _fixture.Called(FakeCalls.Kill).ShouldBe(0);
    }

    [Fact]
    public async Task CarryOut_AnswersLost_GoesOnUntilSeenFinal()
    {
        await _fixture.RunningAsync();
        Cluster.Next(FakeCalls.Kill, new FakeFault.Hangs(), new FakeFault.AnswerLost());
        (await KillAsync()).ShouldBeOfType<ApplicationSeen>();
    }

    [Theory]
    [InlineData(30)]
    [InlineData(300)]
    [InlineData(590)]
    public async Task Rule13_PostArrivesAfterTheKillFoundNothing_IsSeenAndKilled(int lateSeconds)
    {
        Cluster.Next(FakeCalls.Post, new FakeFault.Late(TimeSpan.FromSeconds(lateSeconds)));
        _ = Cluster.PostAsync(EffectFixture.Plan(), EffectFixture.Application, CancellationToken.None);
        (await KillAsync()).ShouldBeOfType<ApplicationSeen>();
        Cluster.Alive(EffectFixture.Job).ShouldBe(0);
        Cluster.Truth.Count.ShouldBe(1);
    }

    [Fact]
    public async Task CarryOut_NeverThere_IsMissingOnlyWhenNoPostCanArrive()
    {
        (await KillAsync()).ShouldBe(new ApplicationMissing(1, EffectFixture.Application));
        _fixture.Time.GetUtcNow().ShouldBeGreaterThanOrEqualTo(_fixture.AbsenceCountsFrom);
    }

    [Fact]
    public async Task Fact_ResourceManagerRestarted_AbsenceCountsOnlyOnceItHasSettled()
    {
        await _fixture.RunningAsync();
        Cluster.RestartResourceManager(recovers: TimeSpan.FromSeconds(20), settles: TimeSpan.FromSeconds(60));
        var task = _fixture.StartAsync(_handler, new KillRun("a", EffectFixture.Application, 1, DateTimeOffset.MinValue));
        (await _fixture.Time.UntilAsync(task, EffectFixture.Long)).ShouldBeOfType<ApplicationSeen>();
        Cluster.Alive(EffectFixture.Job).ShouldBe(0);
    }

    [Fact]
    public async Task Crash_AfterTheKill_ReDriveEndsIt()
    {
        await _fixture.RunningAsync();
        Cluster.CrashAfter(FakeCalls.Kill);
        await Should.ThrowAsync<CrashException>(() => _fixture.StartAsync(_handler, Kill()));
        (await _fixture.CarryOutAsync(_handler, Kill(), mayHaveHappened: true)).ShouldBeOfType<ApplicationSeen>();
    }

    [Fact]
    public async Task FailPoint_AfterKill_IsPassedAlsoWithoutAnAnswerButNotWhenNothingWasSent()
    {
        await _fixture.RunningAsync();
        Cluster.Next(FakeCalls.Kill, new FakeFault.Refused(), new FakeFault.Refused(), new FakeFault.AnswerLost());
        List<string> passed = [];
        FailPoints.Armed.Value = passed.Add;

        (await KillAsync()).ShouldBeOfType<ApplicationSeen>();

        passed.ShouldBe(["kill:after-kill"]);
        _fixture.Called(FakeCalls.Kill).ShouldBe(3);
    }

    private KillRun Kill() => new("a", EffectFixture.Application, 1, _fixture.AbsenceCountsFrom);

    private Task<object> KillAsync() => _fixture.CarryOutAsync(_handler, Kill());
}
