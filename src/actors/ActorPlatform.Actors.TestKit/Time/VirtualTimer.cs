namespace ActorPlatform.Actors.TestKit.Time;

/// <summary>A timer of <see cref="VirtualTime"/>; fires in the context that made it, so a paused node's timers all fire when it wakes.</summary>
internal sealed class VirtualTimer(VirtualTime time, VirtualContext context, Action callback) : ITimer
{
    private (DateTimeOffset Due, long Order)? _scheduled;
    private TimeSpan _period = Timeout.InfiniteTimeSpan;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _period = period;
        _scheduled = dueTime == Timeout.InfiniteTimeSpan ? null : time.Schedule(this, dueTime);
        return true;
    }

    public bool IsDue((DateTimeOffset Due, long Order) key) => _scheduled == key;

    public void Fire()
    {
        _scheduled = _period > TimeSpan.Zero ? time.Schedule(this, _period) : null;
        context.Post(static state => ((Action)state!)(), callback);
    }

    public void Dispose() => _scheduled = null;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
