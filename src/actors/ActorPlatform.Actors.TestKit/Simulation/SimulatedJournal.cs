using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.TestKit.Time;

namespace ActorPlatform.Actors.TestKit.Simulation;

/// <summary>How a simulated journal misbehaves. Probabilities from 0 to 1.</summary>
/// <param name="LostAnswers">It is written, but the writer hears of no answer.</param>
/// <param name="LateCommits">The writer gives up, and the commit lands later all the same.</param>
/// <param name="LostRequests">It never comes to the database.</param>
internal sealed record JournalFaults(double LostAnswers, double LateCommits, double LostRequests)
{
    public static readonly JournalFaults None = new(0, 0, 0);
}

/// <summary>The journal's contract in virtual time: a row is accepted only when its predecessor is there and its own number is free; answers get lost, commits come late.</summary>
internal sealed class SimulatedJournal(VirtualTime time, Random random, Action<string> trace, SimulatedDatabase? database = null)
{
    private readonly SimulatedDatabase _database = database ?? new();
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(5);
    private readonly Dictionary<string, List<Row>> _rows = [];
    private readonly Dictionary<string, (EntitySnapshot Snapshot, long Sequence)> _snapshots = [];

    public JournalFaults Faults { get; set; } = JournalFaults.None;

    public List<string> Violations { get; } = [];

    /// <summary>A row as it stands.</summary>
    /// <param name="Writer">The incarnation that wrote it.</param>
    public sealed record Row(Commit Commit, long Writer)
    {
        public long Sequence { get; init; }
    }

    public IReadOnlyList<Row> RowsOf(string entityId) => _rows.TryGetValue(entityId, out var rows) ? rows : [];

    public Task<WriteFailure?> WriteAsync(string entityId, long sequence, Row row) => VirtualTime.In(time.World, async () =>
    {
        var chance = random.NextDouble();
        if (chance < Faults.LostRequests)
            return await GiveUpAsync();
        if (chance < Faults.LostRequests + Faults.LateCommits)
        {
            _ = LandLateAsync(entityId, sequence, row);
            return await GiveUpAsync();
        }

        var timeline = _database.Timeline;
        await Task.Delay(Some(0.05), time);
        if (timeline != _database.Timeline || !_database.IsReachedBy(row.Writer))
            return await GiveUpAsync();

        // A definite error, and yet unknown to the engine: it tells a conflict apart, and nothing else.
        if (_database.IsReadOnly)
            return WriteFailure.Unknown;
        var accepted = Apply(entityId, sequence, row);
        if (chance > 1 - Faults.LostAnswers)
            return await GiveUpAsync();
        await Task.Delay(Some(0.05), time);
        return accepted ? null : (WriteFailure?)WriteFailure.Refused;
    });

    /// <exception cref="TimeoutException">The database is away for this reader.</exception>
    public Task<Row[]> ReadAsync(string entityId, long incarnation) => VirtualTime.In(time.World, async () =>
    {
        await Task.Delay(Some(0.1), time);
        if (!_database.IsReachedBy(incarnation))
            throw new TimeoutException("The database does not answer.");
        return RowsOf(entityId).ToArray();
    });

    /// <summary>Whether a reader would be answered now.</summary>
    public bool IsReachedBy(long incarnation) => _database.IsReachedBy(incarnation);

    /// <summary>The entities that have rows.</summary>
    public IEnumerable<string> Entities => _rows.Keys;

    /// <summary>Who claimed an entity last; 0 when nobody has.</summary>
    public long OwnerOf(string entityId) => _owners.GetValueOrDefault(entityId);

    /// <summary>Commands whose rows a failover lost.</summary>
    public HashSet<(string EntityId, string? CommandId)> Lost { get; } = [];

    /// <summary>Those rows.</summary>
    public List<(string EntityId, Row Row)> LostRows { get; } = [];

    /// <summary>When the last failover was.</summary>
    public DateTimeOffset FailedOverAt { get; private set; }

    /// <summary>A standby is promoted that had not received the last rows: they are gone, and what is on its way to the old server never lands. Every incarnation must end.</summary>
    /// <param name="lose">How many rows of an entity are lost.</param>
    public void FailOver(Func<string, int> lose)
    {
        _database.Promote();
        FailedOverAt = time.GetUtcNow();
        foreach (var (entityId, rows) in _rows)
        {
            var kept = Math.Max(0, rows.Count - lose(entityId));
            foreach (var row in rows.Skip(kept))
            {
                Lost.Add((entityId, row.Commit.CommandId));
                LostRows.Add((entityId, row));
                trace($"lost: {entityId}@{row.Sequence} {row.Commit.CommandId}");
            }

            rows.RemoveRange(kept, rows.Count - kept);
            _owners[entityId] = rows.LastOrDefault(row => row.Commit.Claim is not null)?.Writer ?? 0;
            if (_snapshots.TryGetValue(entityId, out var snapshot) && snapshot.Sequence > kept)
                _snapshots.Remove(entityId);
        }

        trace("the database fails over");
    }

    public void SaveSnapshot(string entityId, EntitySnapshot snapshot, long sequence)
    {
        if (sequence <= RowsOf(entityId).Count)
            _snapshots[entityId] = (snapshot, sequence);
    }

    /// <summary>The newest snapshot, if there is one.</summary>
    public (EntitySnapshot Snapshot, long Sequence)? SnapshotOf(string entityId) => _snapshots.TryGetValue(entityId, out var snapshot) ? snapshot : null;

    /// <summary>The newest snapshot, or none: a recovery that does not know of one must come to the same state.</summary>
    public (EntitySnapshot Snapshot, long Sequence)? OfferSnapshot(string entityId) =>
        _snapshots.TryGetValue(entityId, out var snapshot) && random.NextDouble() < 0.5 ? snapshot : null;

    /// <summary>Without claims (negative control): an owner of this incarnation decides on what it has read; nobody else may add to it any more.</summary>
    public void NoteOwner(string entityId, long incarnation) => _owners[entityId] = incarnation;

    private readonly Dictionary<string, long> _owners = [];

    private bool Apply(string entityId, long sequence, Row row)
    {
        if (!_rows.TryGetValue(entityId, out var rows))
            _rows[entityId] = rows = [];
        if (rows.Count != sequence - 1)
        {
            trace($"journal refuses {entityId}@{sequence} of incarnation {row.Writer}");
            return false;
        }

        if (row.Commit.Claim is not null)
            _owners[entityId] = row.Writer;
        else if (_owners.GetValueOrDefault(entityId) != row.Writer)
            Violations.Add($"{time.GetUtcNow():HH:mm:ss} I2: {entityId}@{sequence} of incarnation {row.Writer} is accepted although incarnation {_owners.GetValueOrDefault(entityId)} owns it");
        rows.Add(row with { Sequence = sequence });
        trace($"journal {entityId}@{sequence} of incarnation {row.Writer}{(row.Commit.Claim is null ? "" : " (claim)")}");
        return true;
    }

    private async Task LandLateAsync(string entityId, long sequence, Row row)
    {
        var timeline = _database.Timeline;
        await Task.Delay(Some(30), time);
        if (timeline != _database.Timeline || _database.IsAway || _database.IsReadOnly)
            return;
        trace($"late commit {entityId}@{sequence}");
        Apply(entityId, sequence, row);
    }

    private async Task<WriteFailure?> GiveUpAsync()
    {
        await Task.Delay(s_timeout, time);
        return WriteFailure.Unknown;
    }

    private TimeSpan Some(double atMostSeconds) => TimeSpan.FromSeconds(0.001 + (random.NextDouble() * atMostSeconds));
}
