namespace ActorPlatform.Sandbox.Simulation;

/// <summary>How an application ended, as the ResourceManager says it.</summary>
internal sealed record ApplicationEnd(string State, string FinalStatus, string Diagnostics, long At);

/// <summary>When an application's steps are due, ms since 1970.</summary>
/// <param name="MasterAt">Its container starts.</param>
/// <param name="TasksAt">Its tasks run.</param>
internal sealed record StartTimes(long SubmittedAt, long MasterAt, long TasksAt);

/// <summary>An application: what YARN says of it, and what really lives. Guarded by the cluster's lock.</summary>
internal sealed class SimulatedApplication(int number, JobPlan plan, StartTimes times, int luck, ISnapshotStore store, Func<Facts> facts)
{
    private const long Deregisters = 50;
    private long _lastRead;

    /// <summary>Its place among all that were ever submitted: an id may have run more than once.</summary>
    public int Number => number;

    public JobPlan Plan => plan;

    public StartTimes Times => times;

    public SimulatedJob? Job { get; private set; }

    /// <summary>What the ResourceManager says of its end; null while it says that it lives.</summary>
    public ApplicationEnd? End { get; private set; }

    /// <summary>When its processes ended, or will end; null while that is open.</summary>
    public long? GoneAt { get; private set; }

    /// <summary>Whether a container was ever started by then.</summary>
    public bool HadContainer(long now) => plan.Refusal is null && now >= times.MasterAt && (GoneAt is null || GoneAt >= times.MasterAt);

    /// <summary>Whether its JobManager answers.</summary>
    public bool Lives(long now) => HadContainer(now) && (GoneAt is null || now < GoneAt);

    /// <summary>Lets everything happen that was due until now.</summary>
    public void Advance(long now)
    {
        if (GoneAt is { } gone && now > gone)
            now = gone;
        if (End is null && plan.Refusal is { } refusal && now >= times.MasterAt)
            Finish(new ApplicationEnd("FAILED", "FAILED", refusal, times.MasterAt));
        if (End is null && plan.RestoreFailure is not null && now >= times.TasksAt)
            Finish(new ApplicationEnd("FAILED", "FAILED", ExitDiagnostics(2, "Exception from container-launch.\nExit code: 2"), times.TasksAt));
        if (!HadContainer(now) || plan.RestoreFailure is not null)
            return;
        Job ??= new SimulatedJob(plan, store, facts, times.MasterAt, times.TasksAt - times.MasterAt, luck);
        Job.Advance(now);
        if (End is null && Job.HasEnded)
            Leave(now);
    }

    /// <summary>Ends it, in YARN and really.</summary>
    public void Finish(ApplicationEnd end)
    {
        End ??= end;
        GoneAt = Math.Min(GoneAt ?? long.MaxValue, end.At);
    }

    /// <summary>Its node is lost: YARN gives it up, and it lives on for a time.</summary>
    public void LoseNode(long now, long survives)
    {
        End ??= new ApplicationEnd("FAILED", "FAILED", ExitDiagnostics(-100, "Container released on a *lost* node"), now);
        GoneAt ??= now + survives;
    }

    /// <summary>Notes that a result was read; it may be what the JobManager waited for.</summary>
    public void Read(SavepointOperation operation, long now)
    {
        operation.IsRead = true;
        _lastRead = now;
        Advance(now);
    }

    // Flink's master stays until each asynchronous result was read, or its time is over.
    private void Leave(long now)
    {
        var job = Job!;
        var (reads, held) = (_lastRead > job.ChangedAt, facts().ResultHeld);
        var at = reads ? _lastRead : job.ChangedAt + Deregisters;
        foreach (var operation in job.Operations.Where(operation => !operation.IsRead))
            at = Math.Max(at, operation.DoneAt + held);
        if (now < at)
            return;
        var status = job.State switch
        {
            JobState.Finished => "SUCCEEDED",
            JobState.Canceled => "KILLED",
            _ => "FAILED",
        };
        Finish(new ApplicationEnd("FINISHED", status, "", at));
    }

    private string ExitDiagnostics(int code, string why) =>
        $"Application {plan.Application} failed 1 times (global limit =2; local limit is =1) due to AM Container for appattempt_{plan.Application["application_".Length..]}_000001 exited with  exitCode: {code}\nFailing this attempt.Diagnostics: {why}For more detailed output, check the application tracking page. Failing the application.";
}
