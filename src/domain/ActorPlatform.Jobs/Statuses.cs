namespace ActorPlatform.Jobs;

/// <summary>The states of a job. Names are stored and answered in upper case.</summary>
public enum JobStatus
{
    /// <summary>Nothing was defined under this id.</summary>
    None,

    /// <summary>Created, never started.</summary>
    Defined,

    /// <summary>A run is being prepared, submitted or verified.</summary>
    Starting,

    /// <summary>Flink reports the job RUNNING with all tasks running.</summary>
    Running,

    /// <summary>A stop with savepoint was asked.</summary>
    Suspending,

    /// <summary>The savepoint is complete and the application is final.</summary>
    Suspended,

    /// <summary>A kill was asked.</summary>
    Killing,

    /// <summary>The application is final after a kill.</summary>
    Killed,

    /// <summary>The retry policy waits for its next run.</summary>
    Restarting,

    /// <summary>The retry policy gave up, or starting is impossible.</summary>
    Failed,

    /// <summary>A bounded job ended by itself.</summary>
    Finished,

    /// <summary>Deleted; a tombstone keeps the identities of its runs.</summary>
    Retired,
}

/// <summary>Where within a transient state a job is.</summary>
public enum JobPhase
{
    /// <summary>A resting state.</summary>
    None,

    /// <summary>STARTING: checks, and an application id is asked for; nothing was submitted.</summary>
    Preparing,

    /// <summary>STARTING: the submission is intended; whether it happened may be unknown.</summary>
    Submitting,

    /// <summary>STARTING: accepted by the cluster, tasks not all running.</summary>
    Verifying,

    /// <summary>SUSPENDING: the savepoint is being taken.</summary>
    Stopping,

    /// <summary>SUSPENDING, KILLING, or a run seen final: waiting for proof that nothing of the run lives.</summary>
    Concluding,

    /// <summary>RESTARTING: waiting for the next run.</summary>
    BackingOff,
}

/// <summary>Whether the job's world can be seen. Never changes the status (not visible is not dead).</summary>
public enum Visibility
{
    /// <summary>Seen within its polling interval.</summary>
    Seen,

    /// <summary>The resource manager answers; the JobManager, or the cluster's file system, does not. Also while the cluster has not answered since the engine's start.</summary>
    Stale,

    /// <summary>The resource manager does not answer.</summary>
    Unreachable,
}

/// <summary>How well the job does.</summary>
public enum Health
{
    /// <summary>Nothing to report.</summary>
    Green,

    /// <summary>Something deserves a look.</summary>
    Yellow,

    /// <summary>It does not do what it should.</summary>
    Red,
}
