using System.ComponentModel.DataAnnotations;

namespace ActorPlatform.Actors.Jobs.Settings;

/// <summary>The observer of each cluster. Section <c>actorplatform.jobs.observer</c>.</summary>
public sealed class ObserverOptions
{
    /// <summary>Pause between two bulk queries.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan Every { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest pause while the cluster does not answer; it doubles up to there.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:30:00")]
    public TimeSpan UnreachableMax { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Share by which each pause is shortened or lengthened at random.</summary>
    [Range(0.0, 0.9)]
    public double Jitter { get; set; } = 0.2;

    /// <summary>Sightings on their way to jobs at once; the others wait for the next round.</summary>
    [Range(1, 10_000)]
    public int InFlight { get; set; } = 64;

    /// <summary>How long a job may take to acknowledge a sighting before it is told again.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan AcknowledgeWithin { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How often living applications are logged whose job is unknown here, and that job is asked for again.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan UnknownEvery { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Applications remembered at most; beyond, the oldest are told anew when they are seen again.</summary>
    [Range(100, 1_000_000)]
    public int Remembered { get; set; } = 100_000;

    /// <summary>Look-ups at most that confirm an absence: per round, and under way at one time.</summary>
    [Range(1, 1000)]
    public int ConfirmationsPerRound { get; set; } = 200;

    /// <summary>Pause between two readings of the cluster's capacity.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan CapacityEvery { get; set; } = TimeSpan.FromSeconds(30);
}
