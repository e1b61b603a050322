namespace ActorPlatform.Actors.TestKit.Time;

/// <summary>A clock, a scheduler and a thread in one: timers and continuations run in a fixed order on the caller's thread, and time passes only between them.</summary>
/// <remarks>
/// Code under it uses this as its <see cref="TimeProvider"/> and awaits without <c>ConfigureAwait(false)</c>. Everything that runs belongs to a <see cref="VirtualContext"/>
/// (a node, or the world outside), which can be paused or dropped with all that it has in work. The same inputs give the same order. Not thread safe.
/// </remarks>
public sealed class VirtualTime : TimeProvider
{
    private const int MaxSteps = 20_000_000;
    private readonly PriorityQueue<VirtualTimer, (DateTimeOffset Due, long Order)> _timers = new();
    private readonly Queue<(VirtualContext Context, SendOrPostCallback Callback, object? State)> _ready = new();
    private DateTimeOffset _now;
    private long _order;
    private int _steps;

    /// <summary>Begins at a time.</summary>
    public VirtualTime(DateTimeOffset start)
    {
        _now = start;
        World = new VirtualContext(this, "world");
    }

    /// <summary>The context of everything that no node pauses: network, databases, clusters.</summary>
    public VirtualContext World { get; }

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => _now;

    /// <inheritdoc />
    public override long GetTimestamp() => _now.UtcTicks;

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, SynchronizationContext.Current as VirtualContext ?? World, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Runs everything that is due until a time, then stands there.</summary>
    /// <exception cref="InvalidOperationException">It never came to rest: a loop without a pause.</exception>
    public void RunUntil(DateTimeOffset end)
    {
        Pump();
        while (_timers.TryPeek(out _, out var next) && next.Due <= end)
        {
            var timer = _timers.Dequeue();
            if (!timer.IsDue(next))
                continue;
            _now = next.Due > _now ? next.Due : _now;
            timer.Fire();
            Pump();
        }

        _now = end > _now ? end : _now;
    }

    /// <summary>Runs for a time.</summary>
    public void RunFor(TimeSpan time) => RunUntil(_now + time);

    /// <summary>Starts work in another context; its outcome comes back to the caller's own.</summary>
    public static Task<T> In<T>(VirtualContext context, Func<Task<T>> work)
    {
        var outcome = new TaskCompletionSource<T>();
        _ = On(context, () => CompleteAsync(work, outcome));
        return outcome.Task;
    }

    /// <summary>Does something at once as if it ran in another context: its timers and continuations belong there.</summary>
    public static T On<T>(VirtualContext context, Func<T> act)
    {
        var caller = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(context);
        try
        {
            return act();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(caller);
        }
    }

    internal void Enqueue(VirtualContext context, SendOrPostCallback callback, object? state) => _ready.Enqueue((context, callback, state));

    internal (DateTimeOffset Due, long Order) Schedule(VirtualTimer timer, TimeSpan after)
    {
        var key = (_now + (after < TimeSpan.Zero ? TimeSpan.Zero : after), ++_order);
        _timers.Enqueue(timer, key);
        return key;
    }

    private static async Task CompleteAsync<T>(Func<Task<T>> work, TaskCompletionSource<T> outcome)
    {
        try
        {
            outcome.TrySetResult(await work());
        }
        catch (OperationCanceledException)
        {
            outcome.TrySetCanceled(CancellationToken.None);
        }
        catch (Exception exception)
        {
            // The boundary between contexts: whatever it was is the caller's to judge.
            outcome.TrySetException(exception);
        }
    }

    private void Pump()
    {
        var caller = SynchronizationContext.Current;
        try
        {
            while (_ready.TryDequeue(out var item))
            {
                if (++_steps > MaxSteps)
                    throw new InvalidOperationException($"{MaxSteps} steps without an end: something loops without a pause.");
                item.Context.Run(item.Callback, item.State);
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(caller);
        }
    }
}
