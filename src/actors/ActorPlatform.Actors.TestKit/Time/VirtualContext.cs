namespace ActorPlatform.Actors.TestKit.Time;

/// <summary>Where code runs under <see cref="VirtualTime"/>: a process that can be paused (everything waits, then happens at once) or dropped (nothing of it ever happens again).</summary>
public sealed class VirtualContext(VirtualTime time, string name) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _held = new();
    private bool _paused;
    private bool _dropped;

    /// <summary>For traces.</summary>
    public string Name => name;

    /// <summary>True while it is paused.</summary>
    public bool IsPaused => _paused;

    /// <summary>A paused process keeps all that comes, and does it when it wakes.</summary>
    public void Pause() => _paused = true;

    /// <summary>Wakes it.</summary>
    public void Resume()
    {
        _paused = false;
        while (_held.TryDequeue(out var held))
            time.Enqueue(this, held.Callback, held.State);
    }

    /// <summary>A killed process: nothing that it had in work goes on.</summary>
    public void Drop()
    {
        _dropped = true;
        _held.Clear();
    }

    /// <inheritdoc />
    public override void Post(SendOrPostCallback d, object? state)
    {
        if (!_dropped)
            time.Enqueue(this, d, state);
    }

    /// <inheritdoc />
    public override SynchronizationContext CreateCopy() => this;

    internal void Run(SendOrPostCallback callback, object? state)
    {
        if (_dropped)
            return;
        if (_paused)
        {
            _held.Enqueue((callback, state));
            return;
        }

        SetSynchronizationContext(this);
        callback(state);
    }
}
