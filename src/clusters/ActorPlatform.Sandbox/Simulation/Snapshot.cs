namespace ActorPlatform.Sandbox.Simulation;

/// <summary>A checkpoint or savepoint as the JobManager tells it.</summary>
/// <param name="Path">Without scheme and authority; null when it failed.</param>
/// <param name="Type">CHECKPOINT, SAVEPOINT or SYNC_SAVEPOINT.</param>
/// <param name="Format">CANONICAL or NATIVE of a savepoint.</param>
internal sealed record Snapshot(long Id, string Type, string? Format, long TriggeredAt, long EndedAt, string? Path, long Count)
{
    /// <summary>Why it failed.</summary>
    public string? Failure { get; init; }

    /// <summary>Deleted since.</summary>
    public bool Discarded { get; set; }

    public bool IsSavepoint => Type != "CHECKPOINT";
}

/// <summary>An exception in the JobManager's history.</summary>
internal sealed record JobFailure(long At, string Name, string Message, int Attempt)
{
    public string StackTrace => $"{Name}: {Message}\n\tat org.apache.flink.streaming.runtime.tasks.StreamTask.invoke(StreamTask.java:880)\n\tat java.base/java.lang.Thread.run(Thread.java:840)\n";
}

/// <summary>A savepoint, or a stop with one, that was asked for under a trigger id.</summary>
internal sealed class SavepointOperation(string trigger, string folder, string format, bool stop, bool drain, long triggeredAt, long doneAt)
{
    public string Trigger { get; } = trigger;

    /// <summary>Where it goes, without scheme and authority.</summary>
    public string Folder { get; } = folder;

    public string Format { get; } = format;

    public bool IsStop { get; } = stop;

    public bool Drains { get; } = drain;

    public long TriggeredAt { get; } = triggeredAt;

    public long DoneAt { get; set; } = doneAt;

    /// <summary>Its place once it is complete.</summary>
    public string? Path { get; set; }

    /// <summary>Why it failed.</summary>
    public string? Failure { get; set; }

    /// <summary>Whether its result was read.</summary>
    public bool IsRead { get; set; }

    public bool IsDone => Path is not null || Failure is not null;
}

/// <summary>States of a job, in Flink's words.</summary>
internal enum JobState
{
    Running,
    Restarting,
    Finished,
    Canceled,
    Failed,
}

/// <summary>Where a job's snapshots go.</summary>
internal interface ISnapshotStore
{
    /// <summary>Makes the files of a snapshot.</summary>
    void Write(JobPlan plan, Snapshot snapshot);

    /// <summary>Deletes them.</summary>
    void Delete(string path, long now);
}
