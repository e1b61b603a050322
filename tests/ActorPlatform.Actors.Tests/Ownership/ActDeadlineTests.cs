using ActorPlatform.Actors.Ownership;

namespace ActorPlatform.Actors.Tests.Ownership;

public sealed class ActDeadlineTests : IDisposable
{
    private readonly FakeNodeClock _clock = new();
    private readonly ActDeadline _right;

    public ActDeadlineTests() => _right = new ActDeadline(_clock, TimeSpan.FromSeconds(4), _clock.Timers);

    public void Dispose() => _right.Dispose();

    [Fact]
    public void MayAct_NeverRenewed_IsFalse()
    {
        _right.MayAct.ShouldBeFalse();
        _right.Lost.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public void MayAct_Renewed_IsTrueUntilTheDeadline()
    {
        _right.Renew(_clock.Now);

        _clock.Advance(TimeSpan.FromSeconds(3.9));
        _right.MayAct.ShouldBeTrue();
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        _right.MayAct.ShouldBeFalse();
    }

    [Fact]
    public async Task Lost_DeadlinePasses_IsCancelledWithoutAnybodyAsking()
    {
        _right.Renew(_clock.Now);
        var lost = _right.Lost;
        var cancelled = new TaskCompletionSource();
        await using var registration = lost.Register(cancelled.SetResult);

        _clock.Advance(TimeSpan.FromSeconds(4));

        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Renew_AfterALapse_GivesANewToken()
    {
        _right.Renew(_clock.Now);
        var before = _right.Lost;
        _clock.Advance(TimeSpan.FromSeconds(5));

        _right.Renew(_clock.Now);

        before.ShouldNotBe(_right.Lost);
        _right.Lost.IsCancellationRequested.ShouldBeFalse();
        _right.MayAct.ShouldBeTrue();
    }

    /// <summary>SIGSTOP between the sending of a renewal and the reading of its answer.</summary>
    [Fact]
    public void Renew_FrozenForAMinuteBeforeTheAnswerIsRead_GivesNoRight()
    {
        var sent = _clock.Now;
        _clock.Freeze(TimeSpan.FromSeconds(60));

        _right.Renew(sent);

        _right.MayAct.ShouldBeFalse();
    }

    /// <summary>The negative control: counted from the answer, the woken process would act beside the new owner.</summary>
    [Fact]
    public void RenewCountedFromTheAnswer_FrozenForAMinute_WouldGiveTheRight()
    {
        _clock.Freeze(TimeSpan.FromSeconds(60));
        var answered = _clock.Now;

        _right.Renew(answered);

        _right.MayAct.ShouldBeTrue();
    }

    [Fact]
    public void MayAct_FrozenForAMinute_IsFalseBeforeAnyTimerFires()
    {
        _right.Renew(_clock.Now);

        _clock.Freeze(TimeSpan.FromSeconds(60));

        _right.MayAct.ShouldBeFalse();
    }

    [Fact]
    public void MayAct_WallClockSetBack_CountsByBootTime()
    {
        _right.Renew(_clock.Now);
        _clock.SetWall(-TimeSpan.FromHours(1));

        _clock.Advance(TimeSpan.FromSeconds(4));

        _right.MayAct.ShouldBeFalse();
    }

    [Fact]
    public void MayAct_OnlyTheWallClockWentOn_CountsByIt()
    {
        _right.Renew(_clock.Now);

        _clock.AdvanceWallOnly(TimeSpan.FromSeconds(5));

        _right.MayAct.ShouldBeFalse();
    }

    [Fact]
    public void Renew_Revoked_NeverGivesItAgain()
    {
        _right.Renew(_clock.Now);
        _right.Revoke();

        _right.Renew(_clock.Now);

        _right.MayAct.ShouldBeFalse();
    }
}
