using System.CommandLine;
using ActorPlatform.Client;
using ActorPlatform.Client.Model;
using ActorPlatform.Host.CommandLine;

namespace ActorPlatform.Host.Cli;

/// <summary><c>operation</c>: what was asked, and what became of it.</summary>
internal sealed class OperationCommands(Remote remote)
{
    private static readonly TimeSpan s_wait = TimeSpan.FromMinutes(5);

    public Command Make() => new("operation", "Looks at operations: commands that were accepted.") { List(), Get(), Wait(), BatchResults.Make(remote, Id()) };

    private static Argument<string> Id() => new("operation") { Description = "The operation's id.", HelpName = "OPERATION" };

    private Command List()
    {
        var state = new Option<string?>("--state") { Description = "PENDING, RUNNING, SUCCEEDED or FAILED.", HelpName = "STATE" };
        var job = new Option<string?>("--job") { Description = "Of one job.", HelpName = "JOB" };
        var limit = new Option<int>("--limit") { Description = "At most so many, up to 500.", DefaultValueFactory = _ => 50, HelpName = "N" };
        return remote.Make("list", "Lists operations, newest first.", [state, job, limit], async (parsed, session, cancellationToken) =>
        {
            var id = parsed.GetValue(job) is { } name ? await JobNames.FindAsync(session, name, cancellationToken) : null;
            var page = await session.Client.ListOperationsAsync(new OperationFilter { State = parsed.GetValue(state), JobId = id, Limit = parsed.GetValue(limit) }, cancellationToken);
            await session.WriteAsync(page.Items, () =>
            {
                var table = session.Table("ID", "KIND", "STATE", "AGE", "?~PROGRESS");
                foreach (var operation in page.Items)
                    table.Row(operation.Id, operation.Kind, operation.State, session.Age(operation.AcceptedAt), operation.Error ?? operation.Progress);
                return table;
            });
            return ExitCodes.Ok;
        });
    }

    private Command Get()
    {
        var id = Id();
        return remote.Make("get", "Shows an operation with its log.", [id], async (parsed, session, cancellationToken) =>
        {
            var operation = await session.Client.GetOperationAsync(parsed.GetValue(id)!, default, cancellationToken);
            await session.WriteAsync(operation, () => DetailsOf(session, operation));
            return ExitCodes.Ok;
        });
    }

    private Command Wait()
    {
        var id = Id();
        var wait = Remote.Duration("--for", "How long, 5 minutes if nothing is said.", s_wait);
        return remote.Make("wait", "Waits until an operation is over, and shows its progress.", [id, wait], async (parsed, session, cancellationToken) =>
        {
            var atMost = parsed.GetValue(wait) ?? s_wait;
            var operation = await session.Client.GetOperationAsync(parsed.GetValue(id)!, default, cancellationToken);
            operation = await new OperationProgress(session).FollowAsync(operation, atMost, cancellationToken);
            return await OperationOutcome.TellAsync(session, operation, atMost, cancellationToken);
        });
    }

    private static Details DetailsOf(Session session, Operation operation) => session.Details()
        .With("Operation", operation.Id).With("Job", operation.JobId).With("Kind", operation.Kind).With("State", operation.State).With("By", operation.By)
        .With("Accepted", Session.Shown(operation.AcceptedAt)).With("Ended", Session.Shown(operation.EndedAt)).With("Progress", operation.Batch is null ? null : operation.Progress).With("Reason", operation.Batch?.Reason).With("Error", operation.Error)
        .With("Log", string.Join('\n', operation.Log?.Select(line => $"{Session.Shown(line.At)}  {Cells.OneLine(line.Text)}") ?? []));
}
