using ActorPlatform.Actors.Ownership;
using ActorPlatform.Actors.TestKit.Time;

namespace ActorPlatform.Actors.TestKit.Simulation;

/// <summary>The clocks of one machine: its wall clock can be set, its boot-time clock can stand still while the machine is suspended. Timers follow neither.</summary>
/// <param name="isTold">Whether entities are told the wrong time too; else only the right to act is counted by it.</param>
internal sealed class SimulatedClock(VirtualTime time, bool isTold) : TimeProvider, INodeClock
{
    private TimeSpan _stepped;
    private TimeSpan _stoodStill;
    private DateTimeOffset? _suspendedAt;

    public Moment Now => new((_suspendedAt ?? time.GetUtcNow()) - DateTimeOffset.UnixEpoch - _stoodStill, time.GetUtcNow() + _stepped);

    /// <summary>When the wall clock was last set, in true time.</summary>
    public DateTimeOffset SteppedAt { get; private set; }

    public override long TimestampFrequency => time.TimestampFrequency;

    /// <summary>How far the wall clock is from true time.</summary>
    public TimeSpan Error => _stepped;

    public override DateTimeOffset GetUtcNow() => isTold ? time.GetUtcNow() + _stepped : time.GetUtcNow();

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => time.CreateTimer(callback, state, dueTime, period);

    /// <summary>Sets the wall clock.</summary>
    public void Step(TimeSpan by) => (_stepped, SteppedAt) = (_stepped + by, time.GetUtcNow());

    /// <summary>From now on the boot-time clock stands still; the wall clock goes on.</summary>
    public void Suspend() => _suspendedAt ??= time.GetUtcNow();

    public void GoOn()
    {
        if (_suspendedAt is { } since)
            _stoodStill += time.GetUtcNow() - since;
        _suspendedAt = null;
    }
}
