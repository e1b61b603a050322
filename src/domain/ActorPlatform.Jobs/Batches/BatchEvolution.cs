using System.Collections.Immutable;
using ActorPlatform.Jobs.Operations;

namespace ActorPlatform.Jobs.Batches;

/// <summary>Applies events. Never throws, never decides.</summary>
internal static class BatchEvolution
{
    /// <summary>Lines of the log: its row is written with each commit, so it must stay small.</summary>
    private const int MaxLines = 10;

    public static BatchState Apply(BatchState state, BatchEvent @event) => @event switch
    {
        BatchCreated e => Counted(Filled(Created(state, e), e.At)),
        BatchJobEnded e => Counted(Filled(Ended(state, e), e.At)),
        BatchEnded e => state with
        {
            Operation = Line(state.Operation!, e.At, e.Text) with
            {
                State = e.Succeeded ? OperationState.Succeeded : OperationState.Failed, EndedAt = e.At, Error = e.Succeeded ? null : e.Text,
            },
        },
        _ => state,
    };

    private static BatchState Created(BatchState state, BatchCreated e) => state with
    {
        Id = e.Batch,
        Plan = e.Plan,
        Operation = new Operation
        {
            Id = e.Operation, Kind = OperationKind.Batch, State = OperationState.Running, By = e.By, AcceptedAt = e.At, Arguments = new OperationArguments(Reason: e.Plan.Reason),
            Log = [new OperationLine(e.At, $"Accepted: {EnumNames.Of(e.Plan.Action)} of {BatchTexts.Jobs(e.Plan.Jobs.Length)}, {e.Plan.Parallelism} at a time.")],
            Batch = new BatchCounts(e.Plan.Action, e.Plan.Jobs.Length, 0, 0, 0, 0),
        },
    };

    private static BatchState Ended(BatchState state, BatchJobEnded e)
    {
        var (operation, outcome) = (state.Operation!, e.Outcome);
        var counts = operation.Batch!;
        operation = operation with
        {
            Batch = outcome.Result switch
            {
                JobResult.Succeeded => counts with { Succeeded = counts.Succeeded + 1 },
                JobResult.Failed => counts with { Failed = counts.Failed + 1 },
                _ => counts with { Refused = counts.Refused + 1 },
            },
        };
        return state with
        {
            InWork = state.InWork.RemoveAll(j => j.Index == outcome.Index),
            Outcomes = state.Outcomes.Add(outcome),
            Operation = outcome.Result == JobResult.Succeeded || operation.Log.Length >= MaxLines ? operation : Line(operation, e.At, BatchTexts.Of(state.Plan!, outcome)),
        };
    }

    private static BatchState Filled(BatchState state, DateTimeOffset at)
    {
        var (plan, work, begun) = (state.Plan!, state.InWork.ToBuilder(), state.Begun);
        while (work.Count < plan.Parallelism && begun < plan.Jobs.Length)
            work.Add(new JobInWork(begun++, at));
        return state with { InWork = work.ToImmutable(), Begun = begun };
    }

    private static BatchState Counted(BatchState state) =>
        state with { Operation = state.Operation! with { Batch = state.Operation!.Batch! with { InWork = state.InWork.Length } } };

    private static Operation Line(Operation operation, DateTimeOffset at, string text) => operation with { Log = operation.Log.Add(new OperationLine(at, text)) };
}
