using System.Globalization;
using ActorPlatform.Actors.Storage.Nodes;
using ActorPlatform.Actors.TestKit.Time;

namespace ActorPlatform.Actors.TestKit.Simulation;

/// <summary>The node rows: who renewed when, who is fenced. The database is the arbiter of who is alive.</summary>
internal sealed class SimulatedArbiter(VirtualTime time, Random random, Action<string> trace, SimulatedDatabase? database = null)
{
    private readonly SimulatedDatabase _database = database ?? new();
    private readonly Dictionary<long, DateTimeOffset> _renewed = [];
    private readonly HashSet<long> _fenced = [];
    private long _incarnations;
    private DateTimeOffset _closedAt = time.GetUtcNow() - TimeSpan.FromHours(1);

    public SimulatedDatabase Database => _database;

    private bool IsClosed => _database.IsAway || _database.IsReadOnly;

    public long Join()
    {
        _renewed[++_incarnations] = time.GetUtcNow();
        return _incarnations;
    }

    public bool IsFenced(long incarnation) => _fenced.Contains(incarnation);

    /// <exception cref="TimeoutException">The database is away for this node, or takes no writes.</exception>
    public Task<Renewal> RenewAsync(long incarnation) => VirtualTime.In(time.World, async () =>
    {
        await Task.Delay(TimeSpan.FromSeconds(0.001 + (random.NextDouble() * 0.1)), time);
        if (!_database.IsReachedBy(incarnation) || _database.IsReadOnly)
            throw new TimeoutException("The database does not answer.");
        var timeline = _database.Timeline.ToString(CultureInfo.InvariantCulture);
        if (_fenced.Contains(incarnation))
            return new Renewal(RenewResult.Fenced, timeline);
        _renewed[incarnation] = time.GetUtcNow();
        return new Renewal(RenewResult.Renewed, timeline);
    });

    /// <summary>Fences every row that was silent for longer than a time. A survivor counts silence only while its own lease has no gap: an outage fences nobody. To be called often.</summary>
    public IReadOnlyList<long> FenceSilent(TimeSpan longerThan)
    {
        if (IsClosed)
            _closedAt = time.GetUtcNow();
        if (time.GetUtcNow() - _closedAt < longerThan)
            return [];
        return Fence(_renewed.Where(r => time.GetUtcNow() - r.Value > longerThan).Select(r => r.Key).ToList());
    }

    /// <summary>Fences incarnations, whatever they renew; none when the database takes no writes.</summary>
    public IReadOnlyList<long> Fence(IReadOnlyList<long> incarnations)
    {
        if (IsClosed)
            return [];
        foreach (var incarnation in incarnations.Where(_fenced.Add))
        {
            _renewed.Remove(incarnation);
            trace($"incarnation {incarnation} is fenced");
        }

        return incarnations;
    }
}
