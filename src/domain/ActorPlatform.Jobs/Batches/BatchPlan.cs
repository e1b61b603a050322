using System.Collections.Immutable;
using System.Globalization;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Jobs.Batches;

/// <summary>What many jobs can be asked at once.</summary>
public enum BatchAction
{
    /// <summary>Start or resume.</summary>
    Start,

    /// <summary>Stop with a savepoint.</summary>
    Suspend,

    /// <summary>Kill.</summary>
    Kill,

    /// <summary>Suspend, then start from that savepoint.</summary>
    Restart,

    /// <summary>A savepoint on demand.</summary>
    Savepoint,

    /// <summary>Let quarantined jobs try again.</summary>
    Release,

    /// <summary>Retire.</summary>
    Delete,
}

/// <summary>How each job is asked.</summary>
/// <param name="Restore">latest or none; null: as the rule says.</param>
/// <param name="Drain">Whether a stop drains.</param>
/// <param name="Format">CANONICAL or NATIVE.</param>
/// <param name="Force">Whether a retirement kills first what may be alive.</param>
public sealed record BatchArguments(string? Restore = null, bool Drain = false, string? Format = null, bool Force = false);

/// <summary>A job of a batch, as it was called when it was selected.</summary>
public sealed record BatchTarget(JobId Job, string Name);

/// <summary>A batch as it was accepted: its jobs are resolved once, so it never grows.</summary>
/// <param name="Jobs">In the order in which they are asked.</param>
/// <param name="Parallelism">Jobs in work at one time.</param>
/// <param name="Reason">What the caller said.</param>
public sealed record BatchPlan(BatchAction Action, BatchArguments Arguments, ImmutableArray<BatchTarget> Jobs, int Parallelism, string? Reason)
{
    /// <summary>The most jobs of a batch.</summary>
    public const int MaxJobs = 20_000;

    /// <summary>The command that each job is asked; null for a release, which is none.</summary>
    /// <param name="batch">Named in the reason, so that a job's audit leads back to the batch; null in a trial.</param>
    public JobCommand? CommandOf(BatchId? batch)
    {
        var reason = batch is { } id ? string.Create(CultureInfo.InvariantCulture, $"{(Reason is null ? "" : Reason + " ")}({id})") : Reason;
        return Action switch
        {
            BatchAction.Start => new StartJob(Arguments.Restore, reason),
            BatchAction.Suspend => new SuspendJob(Arguments.Drain, reason),
            BatchAction.Kill => new KillJob(false, reason),
            BatchAction.Restart => new RestartJob(Arguments.Restore, reason),
            BatchAction.Savepoint => new SaveJob(Arguments.Format ?? "CANONICAL", reason),
            BatchAction.Delete => new RetireJob(Arguments.Force, reason),
            _ => null,
        };
    }

    /// <summary>What one job is asked, under an identity of its own: asking it again, after whatever, is the same command.</summary>
    internal AskJob AskOf(int index, BatchState state) => new(
        index, Jobs[index].Job, CommandOf(state.Id), Identities.CommandOfBatch(state.Id, Jobs[index].Job), $"{state.Id}/{Action}", state.Operation!.By);
}
