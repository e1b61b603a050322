using ActorPlatform.Actors.Jobs.Effects;
using ActorPlatform.Actors.Tests.Jobs.Fakes;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Effects;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Retry;

namespace ActorPlatform.Actors.Tests.Jobs.Effects;

public sealed class SubmitRunHandlerTests
{
    private readonly EffectFixture _fixture = new();
    private readonly SubmitRunHandler _handler;

    public SubmitRunHandlerTests() => _handler = new SubmitRunHandler(_fixture.Tools);

    private FakeCluster Cluster => _fixture.Cluster;

    [Fact]
    public async Task CarryOut_FirstTime_PostsOnceAndLooksUntilItIsStored()
    {
        Cluster.StoreAfter = TimeSpan.FromSeconds(1);
        (await SubmitAsync()).ShouldBeOfType<RunAccepted>();
        _fixture.Called(FakeCalls.Post).ShouldBe(1);
        _fixture.Called(FakeCalls.LookUp).ShouldBeGreaterThan(2);
        Cluster.Truth.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(40)]
    [InlineData(200)]
    public async Task Rule13_PostTimedOutButArrived_IsFoundAndNotRepeatedAsASecondApplication(int lateSeconds)
    {
        Cluster.Next(FakeCalls.Post, new FakeFault.Late(TimeSpan.FromSeconds(lateSeconds)));
        (await SubmitAsync()).ShouldBeOfType<RunAccepted>();
        _fixture.Time.Pass(TimeSpan.FromMinutes(5));
        Cluster.Truth.Count.ShouldBe(1);
        Cluster.MostAlive.ShouldBe(1);
    }

    /// <remarks>Found by the model in docs/spec: it would arrive when absence counts already, beside the next run.</remarks>
    [Fact]
    public async Task Rule13_PostIsNotReadyInTime_NothingLeavesAfterwards()
    {
        Cluster.Next(FakeCalls.Post, new FakeFault.LeavesLate(TimeSpan.FromHours(1)));
        (await SubmitAsync()).ShouldBeOfType<ApplicationMissing>();
        _fixture.Time.Pass(TimeSpan.FromHours(2));
        Cluster.Truth.ShouldBeEmpty();
    }

    [Fact]
    public async Task Rule13_AnswerLost_LooksUpBeforeAnythingIsRepeated()
    {
        Cluster.Next(FakeCalls.Post, new FakeFault.AnswerLost());
        (await SubmitAsync()).ShouldBeOfType<RunAccepted>();
        _fixture.Called(FakeCalls.Post).ShouldBe(1);
    }

    /// <remarks>A cluster that was slow once carried a test past the place where its engine was to die.</remarks>
    [Fact]
    public async Task FailPoint_AfterPost_IsPassedAlsoWithoutAnAnswerButNotWhenNothingWasSent()
    {
        Cluster.Next(FakeCalls.Post, new FakeFault.Refused(), new FakeFault.AnswerLost());
        List<string> passed = [];
        FailPoints.Armed.Value = passed.Add;
        (await SubmitAsync()).ShouldBeOfType<RunAccepted>();
        passed.ShouldBe(["submit:before-post", "submit:before-post", "submit:after-post"]);
    }

    [Fact]
    public async Task Rule13_ReDrivenAfterACrash_LooksUpFirst()
    {
        await _fixture.RunningAsync();
        (await SubmitAsync(mayHaveHappened: true)).ShouldBeOfType<RunAccepted>();
        Cluster.Calls.Select(c => c.Name).ShouldBe([FakeCalls.LookUp]);
    }

    [Fact]
    public async Task CarryOut_ReDrivenAndNeverPosted_PostsTheJournaledId()
    {
        (await SubmitAsync(mayHaveHappened: true)).ShouldBeOfType<RunAccepted>();
        Cluster.Truth.ShouldHaveSingleItem().Id.ShouldBe(EffectFixture.Application);
    }

    [Fact]
    public async Task Fact_ForgottenApplication_PastItsExpiryIsNeverPostedAgain()
    {
        var application = await _fixture.RunningAsync();
        Cluster.End(application, ApplicationState.Finished, FinalStatus.Succeeded, null);
        Cluster.ForgetFinished();
        _fixture.Time.Pass(TimeSpan.FromMinutes(5));
        (await SubmitAsync(mayHaveHappened: true)).ShouldBeOfType<ApplicationMissing>().Checkpoints.ShouldNotBeNull().ShouldBeEmpty();
        Cluster.Truth.Count.ShouldBe(1);
        _fixture.Time.GetUtcNow().ShouldBeGreaterThanOrEqualTo(_fixture.AbsenceCountsFrom);
    }

    [Fact]
    public async Task Fact_ForgottenApplication_WithinItsExpiryIsNotPostedAgainEither()
    {
        await EndedAndForgottenAsync();
        (await SubmitAsync(mayHaveHappened: true)).ShouldBeOfType<ApplicationMissing>().MayBeForgotten.ShouldBeTrue();
        Cluster.Truth.Count.ShouldBe(1);
        _fixture.Called(FakeCalls.Recall).ShouldBe(1, "a no stands: what is forgotten is not remembered later");
        _fixture.Time.GetUtcNow().ShouldBeGreaterThanOrEqualTo(_fixture.AbsenceCountsFrom);
    }

    [Fact]
    public async Task Control_ResourceManagerLiesThatItForgotNothing_RunsASecondTime()
    {
        await EndedAndForgottenAsync();
        Cluster.SaysItRemembers = true;
        (await SubmitAsync(mayHaveHappened: true)).ShouldBeOfType<RunAccepted>();
        Cluster.Truth.Count.ShouldBe(2);
    }

    /// <remarks>What it has forgotten had ended before this run was planned: it cannot be this one.</remarks>
    [Fact]
    public async Task CarryOut_OthersOfBeforeAreForgotten_PostsTheJournaledId()
    {
        await EndedAndForgottenAsync();
        _fixture.Time.Pass(TimeSpan.FromSeconds(1));
        var next = new SubmitRun("a", EffectFixture.Plan(2), new("application_1700000000000_0008"), _fixture.PostUntil, _fixture.AbsenceCountsFrom, _fixture.Time.GetUtcNow());
        (await _fixture.CarryOutAsync(_handler, next, mayHaveHappened: true)).ShouldBeOfType<RunAccepted>();
        _fixture.Called(FakeCalls.Post).ShouldBe(1);
    }

    [Fact]
    public async Task CarryOut_ResourceManagerDoesNotSayWhatItRemembers_IsAskedAgainBeforeAnythingIsPosted()
    {
        Cluster.Next(FakeCalls.Recall, new FakeFault.AnswerLost());
        (await SubmitAsync(mayHaveHappened: true)).ShouldBeOfType<RunAccepted>();
        Cluster.Calls.Select(c => c.Name).Take(5).ShouldBe([FakeCalls.LookUp, FakeCalls.Recall, FakeCalls.LookUp, FakeCalls.Recall, FakeCalls.Post]);
    }

    [Fact]
    public async Task Control_ForgottenApplication_PostedAgainRunsASecondTime()
    {
        var application = await _fixture.RunningAsync();
        Cluster.End(application, ApplicationState.Finished, FinalStatus.Succeeded, null);
        Cluster.ForgetFinished();
        await Cluster.PostAsync(EffectFixture.Plan(), EffectFixture.Application, CancellationToken.None);
        Cluster.Truth.Count.ShouldBe(2);
    }

    [Fact]
    public async Task CarryOut_SeenFinal_IsOverAndNotPostedAgain()
    {
        var application = await _fixture.RunningAsync();
        Cluster.End(application, ApplicationState.Failed, FinalStatus.Failed, "unknown queue");
        (await SubmitAsync(mayHaveHappened: true)).ShouldBeOfType<ApplicationSeen>().Report.State.ShouldBe(ApplicationState.Failed);
        _fixture.Called(FakeCalls.Post).ShouldBe(0);
    }

    [Fact]
    public async Task Fact_ResourceManagerRestarted_LiveApplicationUnknownForSecondsIsNotPostedAgain()
    {
        await _fixture.RunningAsync();
        Cluster.RestartResourceManager(recovers: TimeSpan.FromSeconds(8), settles: TimeSpan.FromSeconds(60));
        (await SubmitAsync(mayHaveHappened: true)).ShouldBeOfType<RunAccepted>();
        _fixture.Called(FakeCalls.Post).ShouldBe(0);
    }

    [Fact]
    public async Task Fact_ResourceManagerDiesBeforeItHasStored_TheSameIsPostedOnceItHasSettled()
    {
        Cluster.StoreAfter = TimeSpan.FromSeconds(2);
        var task = _fixture.StartAsync(_handler, _fixture.Submit());
        _fixture.Time.Pass(TimeSpan.FromSeconds(1));
        Cluster.RestartResourceManager(recovers: TimeSpan.FromSeconds(5), settles: TimeSpan.FromSeconds(30));
        (await _fixture.Time.UntilAsync(task, EffectFixture.Long)).ShouldBeOfType<RunAccepted>();
        _fixture.Called(FakeCalls.Post).ShouldBe(2);
        Cluster.Truth.Count(a => a.Alive).ShouldBe(1);
    }

    [Fact]
    public async Task CarryOut_RefusedAtOnce_IsRefused()
    {
        Refuse();
        (await SubmitAsync()).ShouldBeOfType<RunRefused>().Failure.Summary.ShouldBe("too much memory");
        _fixture.Called(FakeCalls.LookUp).ShouldBe(0);
    }

    [Fact]
    public async Task CarryOut_RefusedAfterALatePostWasAccepted_TheRunIsAccepted()
    {
        Cluster.Next(FakeCalls.Post, new FakeFault.Late(TimeSpan.FromSeconds(30)));
        var task = _fixture.StartAsync(_handler, _fixture.Submit());
        _fixture.Time.Pass(TimeSpan.FromSeconds(10));
        Cluster.OnCall = call =>
        {
            // The limits of the cluster shrink between the two posts, and the first one is let in behind.
            if (call == FakeCalls.Post)
                Refuse();
        };
        _fixture.Time.Pass(TimeSpan.FromSeconds(5));
        (Cluster.Refuses, Cluster.OnCall) = (null, null);
        (await _fixture.Time.UntilAsync(task, EffectFixture.Long)).ShouldBeOfType<RunAccepted>();
        Cluster.Truth.Count.ShouldBe(1);
    }

    [Fact]
    public async Task CarryOut_RefusedAfterAPostThatNeverArrived_IsRefusedOnlyWhenNoneCanArrive()
    {
        Cluster.Next(FakeCalls.Post, new FakeFault.Hangs());
        Refuse();
        (await SubmitAsync()).ShouldBeOfType<RunRefused>();
        _fixture.Time.GetUtcNow().ShouldBeGreaterThanOrEqualTo(_fixture.AbsenceCountsFrom);
    }

    [Fact]
    public async Task Rule01_ResourceManagerDownFromThePostOn_NothingIsConcludedUntilItAnswers()
    {
        Cluster.Next(FakeCalls.Post, new FakeFault.AnswerLost());
        Cluster.Always(new FakeFault.Hangs(), FakeCalls.LookUp);
        var task = _fixture.StartAsync(_handler, _fixture.Submit());
        _fixture.Time.Pass(TimeSpan.FromMinutes(30));
        task.IsCompleted.ShouldBeFalse();
        Cluster.Heal();
        (await _fixture.Time.UntilAsync(task, EffectFixture.Long)).ShouldBeOfType<RunAccepted>();
        _fixture.Called(FakeCalls.Post).ShouldBe(1);
    }

    [Fact]
    public async Task CarryOut_NothingCouldEverBeSent_IsRefusedByTheEndOfPosting()
    {
        Cluster.Always(new FakeFault.Refused(), FakeCalls.OfResourceManager);
        var refused = (await SubmitAsync()).ShouldBeOfType<RunRefused>();
        refused.Failure.Class.ShouldBe(FailureClass.Infrastructure);
        refused.Failure.Retryable.ShouldBeTrue();
        Cluster.Truth.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Crash_AroundThePost_ReDriveEndsWithOneApplication(bool after)
    {
        if (after)
            Cluster.CrashAfter(FakeCalls.Post);
        else
            Cluster.CrashBefore(FakeCalls.Post);
        await Should.ThrowAsync<CrashException>(() => _fixture.StartAsync(_handler, _fixture.Submit()));
        (await SubmitAsync(mayHaveHappened: true)).ShouldBeOfType<RunAccepted>();
        Cluster.Truth.Count.ShouldBe(1);
    }

    private void Refuse() => Cluster.Refuses = new Failure(FailureClass.Resources, "too much memory", null, null, _fixture.Time.GetUtcNow(), Retryable: false);

    private async Task EndedAndForgottenAsync()
    {
        Cluster.End(await _fixture.RunningAsync(), ApplicationState.Finished, FinalStatus.Succeeded, null);
        Cluster.ForgetFinished();
    }

    private Task<object> SubmitAsync(bool mayHaveHappened = false) => _fixture.CarryOutAsync(_handler, _fixture.Submit(), mayHaveHappened);
}
