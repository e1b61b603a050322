using System.ComponentModel.DataAnnotations;

namespace ActorPlatform.Actors.Entities;

/// <summary>The bounds of the entity shell; section <c>actorplatform.entities</c>.</summary>
public sealed class EntityOptions
{
    /// <summary>Commands of callers in flight per entity; more are answered busy.</summary>
    [Range(1, 10_000)]
    public int CommandsInFlight { get; set; } = 32;

    /// <summary>Messages of the engine itself (sightings, outcomes, watches) in flight per entity. Apart from those of callers, so that neither starves the other.</summary>
    [Range(8, 10_000)]
    public int InternalInFlight { get; set; } = 256;

    /// <summary>Callers that wait for a change of one entity; more are answered busy.</summary>
    [Range(1, 10_000)]
    public int WaitersPerEntity { get; set; } = 64;

    /// <summary>How long a command may wait for its entity, reloads and repeated writes included. Then its outcome is unknown, and repeating it under its id is safe.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan AskTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What a caller that was turned away should wait.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Command ids that an entity remembers in memory; older ones are looked up in the journal.</summary>
    [Range(1, 10_000)]
    public int RememberedCommands { get; set; } = 100;

    /// <summary>Commits between two snapshots.</summary>
    /// <remarks>High on purpose: replaying some hundred commits costs less than asking for a snapshot at each recovery of those that have none.</remarks>
    [Range(10, 100_000)]
    public int SnapshotEvery { get; set; } = 500;

    /// <summary>An entity that owes nothing leaves the memory after this time without a message, at the latest after twice that.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan IdleAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The pause before the first reload after a failed write or recovery; doubles, with jitter, up to <see cref="ReloadBackoffMax"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan ReloadBackoff { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest pause before a reload: also how late an entity may be back after the storage is.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan ReloadBackoffMax { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Recoveries that may fail by the entity's own fault before it is quarantined. Failures of the storage do not count.</summary>
    [Range(1, 100)]
    public int RecoveriesBeforeQuarantine { get; set; } = 5;

    /// <summary>How often a command is given to a reloaded entity again before its caller is told that the outcome is unknown.</summary>
    [Range(0, 100)]
    public int Repetitions { get; set; } = 5;

    /// <summary>The pause before a deadline is told again, or an effect whose outcome left it owed is carried out again; doubles up to <see cref="AgainAfterMax"/> for outcomes that changed nothing.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan AgainAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest such pause.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan AgainAfterMax { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Timers are set for at most this long and then set again: a long due must not depend on one timer, nor on the clock never being corrected.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan TimerChunk { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Restarts of one watching child, without a word from it in between, before its entity gives up and reloads.</summary>
    [Range(0, 100)]
    public int WatchRestarts { get; set; } = 5;

    /// <summary>The pause before a watching child is started again; doubles, with jitter, up to <see cref="WatchBackoffMax"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan WatchBackoff { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest such pause.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan WatchBackoffMax { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an entity that must go finishes its write in flight.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan StopWithin { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>An entity that was loaded only to be read claims after this time, give or take a fifth.</summary>
    /// <remarks>
    /// Until it claims, a commit of the owner before it may still come (one that was long under way), and would stand in the journal unnoticed: its effects would not begin, and
    /// reads would not show it. The claim refuses it, or is refused by it, and then the entity reloads. Not at once, so that a restart is not a burst of writes.
    /// An entity of which the journal holds nothing does not claim: it leaves the memory then.
    /// </remarks>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ClaimWithin { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Shards of a region. The same on all nodes, and never changed under a running cluster.</summary>
    [Range(1, 10_000)]
    public int Shards { get; set; } = 100;

    /// <summary>How often entities that owe something are looked for and woken.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan WakeEvery { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The same after a round in which some did not wake.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan WakeAgainAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Entities that are waking at once: a burst of starts on a busy machine would fail as a whole.</summary>
    [Range(1, 10_000)]
    public int WakeInFlight { get; set; } = 64;

    /// <summary>Rows that are read at once for waking.</summary>
    [Range(1, 10_000)]
    public int WakePage { get; set; } = 500;
}
