namespace ActorPlatform.Actors.Effects;

/// <summary>An effect's place in its lane; given back for each pause, and at the end by disposing it. Not for two pauses at once.</summary>
internal sealed class EffectPermit(SemaphoreSlim permits) : IDisposable
{
    private bool _isHeld = true;

    /// <summary>Gives the permit back for so long, then waits for one again.</summary>
    /// <exception cref="OperationCanceledException">No permit is held then.</exception>
    public async Task PauseAsync(TimeSpan pause, TimeProvider time, CancellationToken cancellationToken)
    {
        Dispose();
        await Task.Delay(pause, time, cancellationToken);
        await permits.WaitAsync(cancellationToken);
        _isHeld = true;
    }

    public void Dispose()
    {
        if (!_isHeld) return;
        _isHeld = false;
        permits.Release();
    }
}
