using System.Collections.Immutable;
using ActorPlatform.Jobs.Operations;

namespace ActorPlatform.Jobs.Batches;

/// <summary>All that a batch knows. Snapshotted: new members need defaults.</summary>
public sealed record BatchState
{
    /// <summary>Before the first event.</summary>
    public static readonly BatchState Initial = new();

    /// <summary>The id; empty before it was accepted.</summary>
    public BatchId Id { get; init; }

    /// <summary>What was accepted; null before.</summary>
    public BatchPlan? Plan { get; init; }

    /// <summary>Its progress, with counts only; null before it was accepted.</summary>
    public Operation? Operation { get; init; }

    /// <summary>How many jobs were begun: the first so many of the plan.</summary>
    public int Begun { get; init; }

    /// <summary>Jobs begun and not over.</summary>
    public ImmutableArray<JobInWork> InWork { get; init; } = [];

    /// <summary>What became of jobs, in the order in which that was known.</summary>
    public ImmutableList<JobOutcome> Outcomes { get; init; } = [];

    /// <summary>What is being asked.</summary>
    public BatchAction Action => Plan?.Action ?? default;
}

/// <summary>A job that a batch is at work on.</summary>
/// <param name="Index">Its place in the plan.</param>
/// <param name="Since">When it was begun, UTC.</param>
public sealed record JobInWork(int Index, DateTimeOffset Since);

/// <summary>What became of a job of a batch.</summary>
/// <param name="Index">Its place in the plan.</param>
/// <param name="Operation">The job's operation; null when it accepted none.</param>
/// <param name="Code">Stable and dotted: why it was refused, or how it failed.</param>
/// <param name="Text">The same in words.</param>
public sealed record JobOutcome(int Index, JobResult Result, OperationId? Operation, string? Code, string? Text);

/// <summary>How a job of a batch ended.</summary>
public enum JobResult
{
    /// <summary>It did what was asked.</summary>
    Succeeded,

    /// <summary>It accepted, and did not do it.</summary>
    Failed,

    /// <summary>It did not accept; nothing was changed.</summary>
    Refused,
}

/// <summary>How far a batch is.</summary>
public sealed record BatchCounts(BatchAction Action, int Total, int Succeeded, int Failed, int Refused, int InWork)
{
    /// <summary>Jobs whose end is known.</summary>
    public int Done => Succeeded + Failed + Refused;

    /// <summary>The same in words.</summary>
    public override string ToString()
    {
        var text = $"{Done} of {Total} done";
        if (Failed > 0)
            text += $", {Failed} failed";
        if (Refused > 0)
            text += $", {Refused} refused";
        return InWork > 0 ? $"{text}, {InWork} in work." : $"{text}.";
    }
}
