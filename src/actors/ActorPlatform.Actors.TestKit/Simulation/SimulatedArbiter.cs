using ActorPlatform.Actors.TestKit.Time;

namespace ActorPlatform.Actors.TestKit.Simulation;

/// <summary>The node rows: who renewed when, who is fenced. The database is the arbiter of who is alive.</summary>
internal sealed class SimulatedArbiter(VirtualTime time, Random random, Action<string> trace)
{
    private readonly Dictionary<long, DateTimeOffset> _renewed = [];
    private readonly HashSet<long> _fenced = [];
    private long _incarnations;
    private bool _isAway;
    private DateTimeOffset _backSince = time.GetUtcNow();

    /// <summary>Takes the database away, or gives it back: no renewal comes through meanwhile.</summary>
    public void SetAway(bool away)
    {
        _isAway = away;
        _backSince = time.GetUtcNow();
    }

    public long Join()
    {
        _renewed[++_incarnations] = time.GetUtcNow();
        return _incarnations;
    }

    /// <summary>False when the row is fenced; throws when the database is away.</summary>
    public Task<bool> RenewAsync(long incarnation) => VirtualTime.In(time.World, async () =>
    {
        await Task.Delay(TimeSpan.FromSeconds(0.001 + (random.NextDouble() * 0.1)), time);
        if (_isAway)
            throw new TimeoutException("The database does not answer.");
        if (_fenced.Contains(incarnation))
            return false;
        _renewed[incarnation] = time.GetUtcNow();
        return true;
    });

    /// <summary>Fences every row that was silent for longer than a time. A survivor counts silence only while its own lease has no gap: an outage fences nobody.</summary>
    public IReadOnlyList<long> FenceSilent(TimeSpan longerThan)
    {
        if (_isAway || time.GetUtcNow() - _backSince < longerThan)
            return [];
        var silent = _renewed.Where(r => !_fenced.Contains(r.Key) && time.GetUtcNow() - r.Value > longerThan).Select(r => r.Key).ToList();
        foreach (var incarnation in silent)
        {
            _fenced.Add(incarnation);
            trace($"incarnation {incarnation} is fenced");
        }

        return silent;
    }
}
