namespace ActorPlatform.Actors.Effects;

/// <summary>Permits for effects, a bulkhead for each outside system: all that is owed to a dead one fills its own lane, never another's. Thread safe.</summary>
internal sealed class EffectLanes(EffectOptions options) : IDisposable
{
    private readonly Dictionary<string, SemaphoreSlim> _lanes = [];
    private readonly SemaphoreSlim _shared = new(options.Concurrency);
    private readonly Lock _gate = new();

    /// <summary>Waits for a permit; disposing what it returns gives it back.</summary>
    public async Task<EffectPermit> EnterAsync(string lane, CancellationToken cancellationToken)
    {
        var permits = PermitsOf(lane);
        await permits.WaitAsync(cancellationToken);
        return new EffectPermit(permits);
    }

    public void Dispose()
    {
        foreach (var permits in _lanes.Values) permits.Dispose();
        _shared.Dispose();
    }

    private SemaphoreSlim PermitsOf(string lane)
    {
        lock (_gate)
        {
            if (_lanes.TryGetValue(lane, out var permits)) return permits;
            // Names come from what jobs hold, which may name systems that are gone: they must not grow without end.
            return _lanes.Count < options.Lanes ? _lanes[lane] = new SemaphoreSlim(options.Concurrency) : _shared;
        }
    }
}
