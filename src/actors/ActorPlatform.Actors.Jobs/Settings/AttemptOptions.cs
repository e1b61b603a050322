using System.ComponentModel.DataAnnotations;

namespace ActorPlatform.Actors.Jobs.Settings;

/// <summary>Pauses between the attempts of an outside act; each doubles from its start to its bound. Section <c>actorplatform.jobs.attempts</c>.</summary>
public sealed class AttemptOptions
{
    /// <summary>The first pause after a call without an answer.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:05:00")]
    public TimeSpan Backoff { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest pause after calls without an answer.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:30:00")]
    public TimeSpan BackoffMax { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The first pause while something is known to be in work: a savepoint, a submission that is being stored, a kill.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:05:00")]
    public TimeSpan Poll { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest pause while something is known to be in work.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:30:00")]
    public TimeSpan PollMax { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Share by which each pause is shortened or lengthened at random.</summary>
    [Range(0.0, 0.9)]
    public double Jitter { get; set; } = 0.2;

    /// <summary>Attempts to read evidence (why a run failed; a savepoint beside a failed stop) before it is reported without.</summary>
    [Range(1, 100)]
    public int Evidence { get; set; } = 5;
}
