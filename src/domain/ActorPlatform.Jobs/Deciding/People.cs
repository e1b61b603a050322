using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.Operations;

namespace ActorPlatform.Jobs.Deciding;

/// <summary>Commands of people that make an operation: admitted by the table, then begun, or queued.</summary>
internal static class People
{
    private const int MaxQueued = 3;

    public static Decision<JobEvent> Decide(Draft draft, JobCommand command)
    {
        var (kind, arguments) = Read(command);
        var status = draft.State.Status;
        if (command is KillJob { ConfirmedDead: true } confirmed && Operators.CanConfirm(draft.State))
            return Operators.ConfirmDead(draft, confirmed);
        if (command is RetireJob { Force: true } && Admissions.Of(status, kind) is { Code: "job.run-may-be-alive" })
            return Begin(draft, kind, arguments);
        var admission = Admissions.Of(status, kind);
        if (admission.Verdict == Verdict.Rejected)
            return status == JobStatus.None
                ? Draft.Reject(admission.Code!, RejectionKind.NotFound, admission.Meaning)
                : Draft.Reject(admission.Code!, RejectionKind.Conflict, $"{Name(kind)}: the job is {Name(status)}. {admission.Meaning}");
        return admission.Verdict == Verdict.Queued ? Queue(draft, kind, arguments) : Begin(draft, kind, arguments);
    }

    /// <summary>Begins queued operations whose turn has come: one that cannot begin ends as failed, with the reason.</summary>
    public static void BeginQueued(Draft draft)
    {
        while (draft.State.Current is null && draft.State.Operations.FirstOrDefault(o => o.State == OperationState.Pending) is { } next)
        {
            var admission = Admissions.Of(draft.State.Status, next.Kind);
            if (admission.Verdict == Verdict.Queued)
                return;
            draft.Add(new OperationStarted(draft.Now, next.Id));
            var problem = admission.Verdict == Verdict.Rejected ? new Problem(admission.Code!, admission.Meaning) : Operators.Carry(draft, draft.State.Operations.First(o => o.Id == next.Id));
            if (problem is not null)
                draft.EndOperation(next, succeeded: false, $"{problem.Code}: {problem.Message}");
        }
    }

    private static Decision<JobEvent> Begin(Draft draft, OperationKind kind, OperationArguments arguments)
    {
        var accepted = new OperationAccepted(draft.Now, draft.OperationId, kind, arguments, draft.By, Queued: false);
        if (Operators.Check(draft, kind, arguments) is { } problem)
            return Draft.Conflict(problem.Code, problem.Message);
        Operators.Supersede(draft, kind);
        draft.Add(accepted);
        var operation = draft.State.Operations.First(o => o.Id == accepted.Id);
        return Operators.Carry(draft, operation) is { } late ? Draft.Conflict(late.Code, late.Message) : draft.Accept(new OperationReply(accepted.Id));
    }

    private static Decision<JobEvent> Queue(Draft draft, OperationKind kind, OperationArguments arguments)
    {
        if (draft.State.Operations.Count(o => o.State == OperationState.Pending) >= MaxQueued)
            return Draft.Conflict("job.queue-full", $"{MaxQueued} operations wait for this job already; wait for one to end, or kill the job.");
        draft.Add(new OperationAccepted(draft.Now, draft.OperationId, kind, arguments, draft.By, Queued: true));
        return draft.Accept(new OperationReply(draft.OperationId));
    }

    private static (OperationKind, OperationArguments) Read(JobCommand command) => command switch
    {
        StartJob start => (OperationKind.Start, new OperationArguments(Restore: start.Restore, Reason: start.Reason)),
        SuspendJob suspend => (OperationKind.Suspend, new OperationArguments(Drain: suspend.Drain, Reason: suspend.Reason)),
        KillJob kill => (OperationKind.Kill, new OperationArguments(Reason: kill.Reason)),
        RestartJob restart => (OperationKind.Restart, new OperationArguments(Restore: restart.Restore, Reason: restart.Reason)),
        SaveJob save => (OperationKind.Savepoint, new OperationArguments(Format: save.Format, Reason: save.Reason)),
        _ => (OperationKind.Retire, new OperationArguments(Reason: (command as RetireJob)?.Reason)),
    };

    public static string Name<T>(T value)
        where T : struct, Enum => EnumNames.Of(value);
}

/// <summary>Why something cannot be done in the present state.</summary>
internal sealed record Problem(string Code, string Message);
