using System.ComponentModel.DataAnnotations;

namespace ActorPlatform.Actors.Storage.Configuration;

/// <summary>How commits are written and read back, <c>actorplatform.storage.journal</c>.</summary>
public sealed class JournalOptions
{
    /// <summary><c>grouped</c>: many entities in a statement. <c>stock</c>: the write path of Akka.Persistence.Sql, which writes no list and no operations; only a baseline for measurements.</summary>
    public JournalKind Kind { get; set; } = JournalKind.Grouped;

    /// <summary>Commits in one statement.</summary>
    [Range(1, 5_000)]
    public int WriteGroup { get; set; } = 500;

    /// <summary>Commits that wait; beyond it a write fails at once and its caller is asked to repeat.</summary>
    [Range(100, 1_000_000)]
    public int WriteQueue { get; set; } = 20_000;

    /// <summary>Statements under way at once on PostgreSQL; SQLite has one writer.</summary>
    [Range(1, 16)]
    public int Writers { get; set; } = 3;

    /// <summary>Recoveries answered by one query.</summary>
    [Range(1, 2_000)]
    public int ReadGroup { get; set; } = 200;

    /// <summary>Recoveries that wait; beyond it a recovery fails and is tried again by its entity's gate.</summary>
    [Range(100, 1_000_000)]
    public int ReadQueue { get; set; } = 20_000;

    /// <summary>Queries under way at once.</summary>
    [Range(1, 16)]
    public int Readers { get; set; } = 2;

    /// <summary>Commits that one query returns at most; what is left is asked for in further pages.</summary>
    [Range(100, 1_000_000)]
    public int ReadRows { get; set; } = 20_000;

    /// <summary>How long events that were read ahead wait for the recovery that asked for them.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan HandOver { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Entities that recover at once.</summary>
    [Range(1, 5_000)]
    public int Recoveries { get; set; } = 200;

    /// <summary>How long a recovery may take without an event.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:30:00")]
    public TimeSpan RecoveryTimeout { get; set; } = TimeSpan.FromSeconds(120);
}

/// <summary>The journal's classes.</summary>
public enum JournalKind
{
    Grouped,
    Stock,
}
