using System.Collections.Immutable;

namespace ActorPlatform.Jobs.Ports;

/// <summary>An application's state as its resource manager says.</summary>
public enum ApplicationState
{
    /// <summary>Known, perhaps not yet stored: it may be forgotten by a restart.</summary>
    New,

    /// <summary>Stored, waiting or starting.</summary>
    Accepted,

    /// <summary>Its master is registered. Says nothing of the job in it.</summary>
    Running,

    /// <summary>Its master said goodbye.</summary>
    Finished,

    /// <summary>The resource manager gave it up. After a lost node no proof of death.</summary>
    Failed,

    /// <summary>Killed through the resource manager.</summary>
    Killed,
}

/// <summary>What an application's master said when it left.</summary>
public enum FinalStatus
{
    /// <summary>Not over, or nothing was said.</summary>
    Undefined,

    /// <summary>The job finished, also by a stop with savepoint.</summary>
    Succeeded,

    /// <summary>The job failed for good.</summary>
    Failed,

    /// <summary>The job was cancelled, or the application killed.</summary>
    Killed,
}

/// <summary>One sighting of one of our applications.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Job">The job, from its tags.</param>
/// <param name="Run">The run, from its tags.</param>
/// <param name="State">Its state.</param>
/// <param name="Final">What its master said at the end.</param>
/// <param name="Diagnostics">The resource manager's words, at most 4,000 characters.</param>
/// <param name="RestAddress">The JobManager's REST address, host:port, once it is known.</param>
/// <param name="WebUrl">The tracking URL.</param>
/// <param name="FinishedAt">When it ended, UTC, if it has.</param>
public sealed record ApplicationReport(
    ApplicationId Id, JobId Job, int Run, ApplicationState State, FinalStatus Final, string? Diagnostics, string? RestAddress, string? WebUrl, DateTimeOffset? FinishedAt)
{
    /// <summary>True when the resource manager holds it for over.</summary>
    public bool IsFinal => State is ApplicationState.Finished or ApplicationState.Failed or ApplicationState.Killed;
}

/// <summary>The answer to "what of this application id?".</summary>
public abstract record ApplicationLookup
{
    private ApplicationLookup()
    {
    }

    /// <summary>It is known.</summary>
    public sealed record Found(ApplicationReport Report) : ApplicationLookup;

    /// <summary>It is not known. A resource manager that has just started also says so of a living application.</summary>
    /// <param name="Settled">True when the resource manager has been up and recovered for longer than its grace, under one <c>startedOn</c> before and after the look-up.</param>
    public sealed record Missing(bool Settled) : ApplicationLookup;
}

/// <summary>All applications of an installation on a cluster, at one moment.</summary>
/// <param name="Applications">Living ones, and those that ended lately (at least ten minutes).</param>
/// <param name="Settled">As in <see cref="ApplicationLookup.Missing"/>: only then does absence mean anything.</param>
/// <param name="FileSystemTrouble">Why the cluster's file system does not answer; null while it does.</param>
public sealed record ApplicationSweep(ImmutableArray<ApplicationReport> Applications, bool Settled, string? FileSystemTrouble = null);
