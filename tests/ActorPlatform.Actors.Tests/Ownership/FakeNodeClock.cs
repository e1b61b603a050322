using ActorPlatform.Actors.Ownership;
using Microsoft.Extensions.Time.Testing;

namespace ActorPlatform.Actors.Tests.Ownership;

/// <summary>The clocks of a machine that a test suspends or whose wall clock it sets.</summary>
internal sealed class FakeNodeClock : INodeClock
{
    private TimeSpan _boot;
    private DateTimeOffset _wall = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The monotonic clock of timers, which stands still while the process is frozen.</summary>
    public FakeTimeProvider Timers { get; } = new();

    public Moment Now => new(_boot, _wall);

    public void Advance(TimeSpan time)
    {
        Freeze(time);
        Timers.Advance(time);
    }

    /// <summary>Time goes on, but no timer of this process fires.</summary>
    public void Freeze(TimeSpan time)
    {
        _boot += time;
        _wall += time;
    }

    public void SetWall(TimeSpan by) => _wall += by;

    public void AdvanceWallOnly(TimeSpan time) => _wall += time;
}
