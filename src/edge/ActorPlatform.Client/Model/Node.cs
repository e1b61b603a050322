namespace ActorPlatform.Client.Model;

/// <summary>A start of a node of the engine.</summary>
public sealed record Node : Answered
{
    /// <summary>Its name in its configuration; the machine's where it has none.</summary>
    public required string Name { get; init; }

    /// <summary>The number of this start: higher than any before, of all nodes.</summary>
    public required long Incarnation { get; init; }

    /// <summary>Where other nodes reach it.</summary>
    public required string Address { get; init; }

    /// <summary>JOINING, UP, DRAINING, FENCED or GONE.</summary>
    public required string State { get; init; }

    /// <summary>Whether it is the one that answers this.</summary>
    public required bool Self { get; init; }

    /// <summary>When it started, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Its last sign of life, UTC, by the database's clock.</summary>
    public required DateTimeOffset RenewedAt { get; init; }

    /// <summary>Why it was fenced, or ended.</summary>
    public string? Why { get; init; }

    /// <summary>The incarnation that fenced it.</summary>
    public long? FencedBy { get; init; }

    /// <summary>Whether it says something of itself; null once it lives no more. False: it did not answer within seconds, and what only it knows is missing here.</summary>
    public bool? Answers { get; init; }

    /// <summary>Of its program.</summary>
    public string? Version { get; init; }

    /// <summary>The parts of all jobs that are its own.</summary>
    public int? Shards { get; init; }

    /// <summary>Jobs and batches in its memory.</summary>
    public int? Entities { get; init; }

    /// <summary>For how many milliseconds it may act without another renewal; 0: not just now.</summary>
    public long? ActDeadlineMs { get; init; }

    /// <summary>How long its writes of the last minute took; null when there were none.</summary>
    public NodePersist? Persist { get; init; }

    /// <summary>Whether it is no more than a memory.</summary>
    public bool IsOver => State is "GONE";
}

/// <summary>How long a node's writes took until they were durable.</summary>
/// <param name="Writes">How many are meant: those of the last minute, the newest 1024 at most.</param>
/// <param name="P50Ms">Half of them took no longer, in milliseconds.</param>
/// <param name="P99Ms">99 of 100 took no longer, in milliseconds.</param>
public sealed record NodePersist(int Writes, double P50Ms, double P99Ms);
