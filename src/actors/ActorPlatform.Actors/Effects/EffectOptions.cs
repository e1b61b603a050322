using System.ComponentModel.DataAnnotations;

namespace ActorPlatform.Actors.Effects;

/// <summary>The bounds of carrying effects out, of all entities of a node; section <c>actorplatform.effects</c>.</summary>
public sealed class EffectOptions
{
    /// <summary>
    /// Effects under way at once at one outside system; more wait. One that pauses between two attempts is not under way, so this bounds calls and what waits for their answers.
    /// </summary>
    [Range(1, 100_000)]
    public int Concurrency { get; set; } = 1_000;

    /// <summary>Outside systems that have such a bound of their own; those beyond share one.</summary>
    [Range(1, 1_000)]
    public int Lanes { get; set; } = 64;

    /// <summary>The pause after an attempt that failed by a fault that is no outcome; doubles, with jitter, up to <see cref="BackoffMax"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan Backoff { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest such pause.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan BackoffMax { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often a node that lost its right to act looks whether it is back.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:10")]
    public TimeSpan RightEvery { get; set; } = TimeSpan.FromMilliseconds(250);
}
