using System.Text.Json.Serialization;

namespace ActorPlatform.Chaos.Checking;

/// <summary>What one request with an idempotency key came to, as its client knows it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Outcome>))]
internal enum Outcome
{
    /// <summary>It may have been done, may be done later, or never: no answer, 503, or the first one is still in work.</summary>
    Unknown,

    /// <summary>It was accepted, with the id that was answered.</summary>
    Acknowledged,

    /// <summary>It changed nothing (4xx).</summary>
    Refused,

    /// <summary>An answer that must never be: 5xx other than 503.</summary>
    Fault,
}

/// <summary>One request of a client.</summary>
/// <param name="Key">Its idempotency key; a repetition has the same.</param>
/// <param name="Job">The job it is for.</param>
/// <param name="Action">start, kill, …; create.</param>
/// <param name="Sent">Milliseconds since the run's start.</param>
/// <param name="Ended">When the answer was there, or was given up.</param>
/// <param name="Answer">The answered id where it was acknowledged; else the status and the code.</param>
internal sealed record Attempt(string Key, string Job, string Action, string Node, long Sent, long Ended, Outcome Outcome, string Answer);

/// <summary>A row of the journal.</summary>
/// <param name="Claim">The incarnation that claims the entity by it; null for an ordinary commit.</param>
/// <param name="Writer">The actor that wrote it: one that is loaded again is another one.</param>
internal sealed record JournalRow(string Entity, long Sequence, string Commit, string? CommandId, string Writer, long? Claim, string Message)
{
    private const int SessionLength = 12;

    /// <summary>The word of the incarnation that wrote it: its actors' names begin with it.</summary>
    public string Session => Writer.Length > SessionLength ? Writer[..SessionLength] : Writer;

    /// <summary>When it became durable, by the database's clock; null where that clock tells nothing.</summary>
    public DateTimeOffset? CommittedAt { get; init; }
}

/// <summary>An application as the sandbox knows it to be, whatever YARN said of it.</summary>
/// <param name="From">When its processes began to live, null: never.</param>
/// <param name="Until">When they were gone; null: they live.</param>
internal sealed record Application(string Id, string Job, int Run, DateTimeOffset? From, DateTimeOffset? Until)
{
    /// <summary>Who asked about it, oldest first.</summary>
    public IReadOnlyList<Turn> Turns { get; init; } = [];
}

/// <summary>A time in which only one caller asked about an application, by the sandbox's clock.</summary>
/// <param name="Session">The word of the incarnation that asked.</param>
/// <param name="Acts">When it asked for a change: the outside acts.</param>
internal sealed record Turn(string Session, DateTimeOffset From, DateTimeOffset Until, IReadOnlyList<DateTimeOffset> Acts);

/// <summary>A stand-by that took the database's place.</summary>
/// <param name="StoppedAt">When the server was gone in whose place it came, milliseconds since the run's start.</param>
/// <param name="Kept">The journal that the stand-by had: what is not in it, and was written before, is the lost tail.</param>
internal sealed record Promotion(long StoppedAt, IReadOnlyList<JournalRow> Kept);

/// <summary>An operation as the database has it.</summary>
internal sealed record Operation(string Id, string Job, string State);

/// <summary>How a job ended.</summary>
/// <param name="Application">That of its newest run.</param>
internal sealed record JobEnd(string Job, string Status, string? Application);

/// <summary>A job that was asked for through a node after the faults.</summary>
/// <param name="Status">The last answer's; 200 is the only good one.</param>
internal sealed record Reach(string Job, string Node, int Status);

/// <summary>All that a run left.</summary>
internal sealed record History
{
    public IReadOnlyList<Attempt> Attempts { get; init; } = [];

    /// <summary>The journal, by entity and sequence.</summary>
    public IReadOnlyList<JournalRow> Journal { get; init; } = [];

    /// <summary>Rows that were seen during the run: what was durable once is durable for ever.</summary>
    public IReadOnlyList<JournalRow> Seen { get; init; } = [];

    public IReadOnlyList<Application> Applications { get; init; } = [];

    /// <summary>Promotions that lost a tail, oldest first.</summary>
    public IReadOnlyList<Promotion> Promotions { get; init; } = [];

    /// <summary>The incarnations by their words, as the table of nodes has them.</summary>
    public IReadOnlyDictionary<string, long> Incarnations { get; init; } = new Dictionary<string, long>();

    /// <summary>At the end; null during the run.</summary>
    public EndOfRun? End { get; init; }
}

/// <summary>How things stand some time after the last fault.</summary>
internal sealed record EndOfRun
{
    public IReadOnlyList<Operation> Operations { get; init; } = [];

    public IReadOnlyList<JobEnd> Jobs { get; init; } = [];

    public IReadOnlyList<Reach> Reached { get; init; } = [];
}

/// <summary>An invariant that does not hold.</summary>
internal sealed record Violation(string Invariant, string What);
