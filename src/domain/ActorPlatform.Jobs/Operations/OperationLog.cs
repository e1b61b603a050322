using System.Collections.Immutable;
using ActorPlatform.Jobs.Events;

namespace ActorPlatform.Jobs.Operations;

/// <summary>Applies events to the operations that a job remembers.</summary>
internal static class OperationLog
{
    private const int MaxLines = 30;
    private const int MaxFinished = 20;

    public static ImmutableArray<Operation> Apply(ImmutableArray<Operation> operations, JobEvent @event) => @event switch
    {
        OperationAccepted e => Trim(operations.Add(new Operation
        {
            Id = e.Id, Kind = e.Kind, State = e.Queued ? OperationState.Pending : OperationState.Running, By = e.By, AcceptedAt = e.At, Arguments = e.Arguments,
            Log = [new OperationLine(e.At, e.Queued ? "Accepted, behind the running operation." : "Accepted.")],
        })),
        OperationStarted e => Change(operations, e.Id, o => Line(o, e.At, "Its turn has come.") with { State = OperationState.Running }),
        OperationNoted e => Change(operations, e.Id, o => Line(o, e.At, e.Text)),
        OperationEnded e => Change(operations, e.Id, o => Line(o, e.At, e.Text) with
        {
            State = e.Succeeded ? OperationState.Succeeded : OperationState.Failed, EndedAt = e.At, Error = e.Succeeded ? null : e.Text,
        }),
        _ => operations,
    };

    private static Operation Line(Operation operation, DateTimeOffset at, string text)
    {
        var log = operation.Log.Add(new OperationLine(at, text));
        return operation with { Log = log.Length <= MaxLines ? log : log[^MaxLines..] };
    }

    private static ImmutableArray<Operation> Change(ImmutableArray<Operation> operations, OperationId id, Func<Operation, Operation> change)
    {
        var index = operations.ToList().FindIndex(o => o.Id == id);
        return index < 0 ? operations : operations.SetItem(index, change(operations[index]));
    }

    private static ImmutableArray<Operation> Trim(ImmutableArray<Operation> operations)
    {
        var surplus = operations.Count(o => o.IsOver) - MaxFinished;
        return surplus <= 0 ? operations : operations.Remove(operations.First(o => o.IsOver));
    }
}
