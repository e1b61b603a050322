using System.ComponentModel.DataAnnotations;
using ActorPlatform.Jobs;
using Microsoft.Extensions.Options;

namespace ActorPlatform.Actors.Jobs.Settings;

/// <summary>What an operator may set of jobs: section <c>actorplatform.jobs</c>.</summary>
public sealed class JobOptions
{
    /// <summary>The section's path in the configuration.</summary>
    public const string Section = "ActorPlatform:Jobs";

    /// <summary>How long checks and the request for an application id may take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan PrepareWithin { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long one submission may be posted again.</summary>
    /// <remarks>Shorter than the time in which the resource manager can end and forget an application: with its default of 1,000 kept ones, the time of 1,000 submissions.</remarks>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan PostWithin { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long after the last permitted post one may still arrive.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan PostLateness { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long an accepted run may take until all its tasks run.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan VerifyWithin { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a stop with savepoint may take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan SuspendWithin { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a kill may take before its operation is given up; the killing goes on.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan KillWithin { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a container may outlive its node in the resource manager's eyes.</summary>
    /// <remarks>At least the cluster's <c>yarn.nm.liveness-monitor.expiry-interval-ms</c> and the JobManager's own time-outs: shorter, and two runs may live.</remarks>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ContainerTimeout { get; set; } = TimeSpan.FromMinutes(12);

    /// <summary>How long a savepoint on demand may take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan SavepointWithin { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a batch follows one of its jobs before it goes on without it; what was asked of the job goes on.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan BatchJobWithin { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a deadline that came while the engine was away waits, once, for a first look at the cluster.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan LookFirst { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Failed restores from one point before the next older one is tried.</summary>
    [Range(1, 100)]
    public int RestoresPerPoint { get; set; } = 2;

    /// <summary>How often the jobs are counted by status for the metrics.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan CountEvery { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Pauses between the attempts of an outside act.</summary>
    [Required]
    [ValidateObjectMembers]
    public AttemptOptions Attempts { get; set; } = new();

    /// <summary>The observer of each cluster.</summary>
    [Required]
    [ValidateObjectMembers]
    public ObserverOptions Observer { get; set; } = new();

    /// <summary>The monitor of each run.</summary>
    [Required]
    [ValidateObjectMembers]
    public MonitorOptions Monitor { get; set; } = new();

    /// <summary>The behaviour's settings.</summary>
    /// <param name="installation">The installation's name, part of every outside identity.</param>
    public JobSettings ToSettings(string installation) => new()
    {
        Installation = installation,
        PrepareWithin = PrepareWithin,
        PostWithin = PostWithin,
        PostLateness = PostLateness,
        VerifyWithin = VerifyWithin,
        SuspendWithin = SuspendWithin,
        KillWithin = KillWithin,
        ContainerTimeout = ContainerTimeout,
        SavepointWithin = SavepointWithin,
        LookFirst = LookFirst,
        BatchJobWithin = BatchJobWithin,
        RestoresPerPoint = RestoresPerPoint,
    };
}
