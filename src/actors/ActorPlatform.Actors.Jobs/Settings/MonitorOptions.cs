using System.ComponentModel.DataAnnotations;

namespace ActorPlatform.Actors.Jobs.Settings;

/// <summary>The monitor of each run. Section <c>actorplatform.jobs.monitor</c>.</summary>
public sealed class MonitorOptions
{
    /// <summary>Pause between two polls near a transition.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:10:00")]
    public TimeSpan Fast { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Pause between two polls of a stable run, to which it grows.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "01:00:00")]
    public TimeSpan Slow { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Share by which each pause is shortened or lengthened at random.</summary>
    [Range(0.0, 0.9)]
    public double Jitter { get; set; } = 0.2;

    /// <summary>Unanswered polls in a row after which the run is shown STALE.</summary>
    [Range(1, 100)]
    public int StaleAfter { get; set; } = 2;

    /// <summary>Pause between two polls of a run that does not answer while its whole cluster does not.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Blind { get; set; } = TimeSpan.FromMinutes(1);
}
