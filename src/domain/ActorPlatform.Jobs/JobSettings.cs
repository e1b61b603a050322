namespace ActorPlatform.Jobs;

/// <summary>The engine's rules that a spec cannot change. Durations are bounds of transient states (no waiting for ever).</summary>
public sealed record JobSettings
{
    /// <summary>The installation, of <c>[a-z0-9-]</c>; part of every outside identity.</summary>
    public string Installation { get; init; } = "default";

    /// <summary>How long PREPARING may take.</summary>
    public TimeSpan PrepareWithin { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a submission may be posted again. Shorter than the time in which a resource manager can forget a finished application.</summary>
    public TimeSpan PostWithin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long after the last permitted post one may still arrive: then an unknown application was never there.</summary>
    public TimeSpan PostLateness { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long VERIFYING may take, from accepted to all tasks running.</summary>
    public TimeSpan VerifyWithin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a stop with savepoint may take.</summary>
    public TimeSpan SuspendWithin { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a kill may take before its operation is given up; the killing goes on.</summary>
    public TimeSpan KillWithin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a container may outlive its node in the resource manager's eyes: the proof of death where none else is to be had.</summary>
    public TimeSpan ContainerTimeout { get; init; } = TimeSpan.FromMinutes(12);

    /// <summary>How long a savepoint on demand may take.</summary>
    public TimeSpan SavepointWithin { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a deadline that came while nobody could look (the engine was away, or had no right to act) waits, once, for what effects and watches see now.</summary>
    public TimeSpan LookFirst { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a batch follows one of its jobs; what was asked of it goes on.</summary>
    public TimeSpan BatchJobWithin { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Failed restores from one point before the next older one is tried.</summary>
    public int RestoresPerPoint { get; init; } = 2;
}
