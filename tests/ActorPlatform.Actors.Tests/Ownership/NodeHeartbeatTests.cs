using ActorPlatform.Actors.Ownership;
using ActorPlatform.Actors.Storage.Nodes;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorPlatform.Actors.Tests.Ownership;

public sealed class NodeHeartbeatTests : IDisposable
{
    private readonly FakeNodeClock _clock = new();
    private readonly FakeNodeStore _store = new();
    private readonly NodeOptions _options = new() { RenewEvery = TimeSpan.FromHours(1) };
    private readonly ActDeadline _right;
    private readonly NodeHeartbeat _heartbeat;
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public NodeHeartbeatTests()
    {
        _right = new ActDeadline(_clock, _options.ActFor, _clock.Timers);
        _heartbeat = new NodeHeartbeat(_store, _right, new NodeHeartbeatSetup(_clock, _options), NullLogger<NodeHeartbeat>.Instance);
    }

    public void Dispose()
    {
        _heartbeat.Dispose();
        _right.Dispose();
    }

    [Fact]
    public async Task Start_Joined_RenewsOnItsOwnThread()
    {
        var renewed = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _store.WhileRenewing = () => renewed.TrySetResult(Thread.CurrentThread.IsThreadPoolThread ? null : Thread.CurrentThread.Name);

        await StartAsync();

        (await renewed.Task.WaitAsync(TimeSpan.FromSeconds(20))).ShouldBe("node-heartbeat");
        _heartbeat.Incarnation.ShouldBe(FakeNodeStore.Incarnation);
    }

    [Fact]
    public async Task Beat_Renewed_GivesTheRightFromTheSending()
    {
        await StartAsync();
        _store.WhileRenewing = () => _clock.Freeze(TimeSpan.FromSeconds(3));

        _heartbeat.Beat().ShouldBeTrue();

        _right.MayAct.ShouldBeTrue();
        _clock.Freeze(TimeSpan.FromSeconds(1));
        _right.MayAct.ShouldBeFalse();
    }

    /// <summary>A process frozen for a minute in the middle of its renewal and woken makes no act before the next renewal.</summary>
    [Fact]
    public async Task Beat_FrozenForAMinute_MayNotActUntilTheNextRenewal()
    {
        await StartAsync();
        _store.WhileRenewing = () => _clock.Freeze(TimeSpan.FromSeconds(60));

        _heartbeat.Beat();
        _right.MayAct.ShouldBeFalse();

        _store.WhileRenewing = static () => { };
        _heartbeat.Beat();
        _right.MayAct.ShouldBeTrue();
    }

    [Theory]
    [InlineData(RenewResult.Fenced)]
    [InlineData(RenewResult.Missing)]
    public async Task Beat_RowIsFencedOrGone_EndsTheIncarnationForEver(RenewResult result)
    {
        await StartAsync();
        _heartbeat.Beat();
        _store.Next = new Renewal(result, "1");

        _heartbeat.Beat().ShouldBeFalse();

        (await _ended.Task.WaitAsync(TimeSpan.FromSeconds(20))).ShouldContain("row");
        _right.MayAct.ShouldBeFalse();
        _store.HasLeft.ShouldBeTrue("who takes over need not wait");
    }

    [Fact]
    public async Task Beat_TimelineChanged_EndsTheIncarnation()
    {
        await StartAsync();
        _heartbeat.Beat();
        _store.Next = new Renewal(RenewResult.Renewed, "2");

        _heartbeat.Beat().ShouldBeFalse();

        (await _ended.Task.WaitAsync(TimeSpan.FromSeconds(20))).ShouldContain("timeline 1 to 2");
    }

    [Fact]
    public async Task Beat_DatabaseAway_LapsesAndComesBack()
    {
        await StartAsync();
        _heartbeat.Beat();
        _store.IsAway = true;
        _clock.Advance(TimeSpan.FromSeconds(5));

        _heartbeat.Beat().ShouldBeTrue();
        _right.MayAct.ShouldBeFalse();

        _store.IsAway = false;
        _heartbeat.Beat();
        _right.MayAct.ShouldBeTrue();
        _ended.Task.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Beat_DispatcherHangs_IsNotRenewedUntilItAnswers()
    {
        await StartAsync();
        var probe = new FakeProbe(_clock);
        _heartbeat.Watch(probe);
        _heartbeat.Beat();
        probe.IsHung = true;
        _clock.Advance(TimeSpan.FromSeconds(1));
        _heartbeat.Beat();
        _clock.Advance(TimeSpan.FromSeconds(11));
        var before = _store.Renewals;

        _heartbeat.Beat().ShouldBeTrue();
        _store.Renewals.ShouldBe(before);

        probe.Answer();
        _heartbeat.Beat();
        _store.Renewals.ShouldBe(before + 1);
    }

    [Fact]
    public async Task Beat_WholeProcessWasFrozen_IsNotTakenForAHang()
    {
        await StartAsync();
        _heartbeat.Watch(new FakeProbe(_clock));
        _heartbeat.Beat();
        _clock.Freeze(TimeSpan.FromSeconds(60));
        var before = _store.Renewals;

        _heartbeat.Beat();

        _store.Renewals.ShouldBe(before + 1);
    }

    [Fact]
    public async Task Leave_Always_EndsTheRightAndTheRow()
    {
        await StartAsync();
        _heartbeat.Beat();

        await _heartbeat.LeaveAsync(CancellationToken.None);

        _store.HasLeft.ShouldBeTrue();
        _right.MayAct.ShouldBeFalse();
    }

    // Its thread renews once and then waits for an hour: the beats after are the test's.
    private async Task StartAsync()
    {
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var then = _store.WhileRenewing;
        _store.WhileRenewing = () =>
        {
            then();
            first.TrySetResult();
        };
        await _heartbeat.StartAsync(new NodeIdentity("test", "", 1), why => _ended.TrySetResult(why), CancellationToken.None);
        await first.Task.WaitAsync(TimeSpan.FromSeconds(20));
        _store.WhileRenewing = static () => { };
    }

    private sealed class FakeProbe(FakeNodeClock clock) : IDispatcherProbe
    {
        public bool IsHung { get; set; }

        public Moment? LastSign { get; private set; }

        public void Ask()
        {
            if (!IsHung) Answer();
        }

        public void Answer() => LastSign = clock.Now;
    }
}
