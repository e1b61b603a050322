using System.CommandLine;
using ActorPlatform.Client;
using ActorPlatform.Host.CommandLine;
using ActorPlatform.Jobs.Batches;

namespace ActorPlatform.Host.Cli;

/// <summary><c>batch</c>: asks many jobs at once.</summary>
internal sealed class BatchCommand(Remote remote)
{
    private static readonly TimeSpan s_wait = TimeSpan.FromDays(7);

    public Command Make()
    {
        var command = new Command("batch", "Asks many jobs at once: those that are named, or all that pass the filters. Each is asked once, also when the engine is killed meanwhile; one that fails holds up none of the others.");
        foreach (var each in All())
            command.Add(each);
        return command;
    }

    private IEnumerable<Command> All()
    {
        var restore = new Option<string?>("--restore") { Description = "latest or none; left out where the rule decides.", HelpName = "POINT" };
        var drain = new Option<bool>("--drain") { Description = "Let their sources end first; such jobs cannot go on from there." };
        var format = new Option<string?>("--format") { Description = "CANONICAL or NATIVE.", HelpName = "FORMAT" };
        var force = new Option<bool>("--force") { Description = "Kill first what may be alive." };
        yield return Make(BatchAction.Start, "Starts jobs, or resumes them.", [restore], parsed => new BatchArguments(Restore: parsed.GetValue(restore)));
        yield return Make(BatchAction.Suspend, "Stops jobs with savepoints.", [drain], parsed => new BatchArguments(Drain: parsed.GetValue(drain)));
        yield return Make(BatchAction.Kill, "Kills the runs of jobs, without savepoints.", [], _ => new BatchArguments());
        yield return Make(BatchAction.Restart, "Suspends jobs, and starts each from that savepoint.", [restore], parsed => new BatchArguments(Restore: parsed.GetValue(restore)));
        yield return Make(BatchAction.Savepoint, "Takes savepoints; the jobs go on.", [format], parsed => new BatchArguments(Format: parsed.GetValue(format)));
        yield return Make(BatchAction.Release, "Lets jobs that could not be loaded try again.", [], _ => new BatchArguments());
        yield return Make(BatchAction.Delete, "Retires jobs. Their histories stay readable.", [force], parsed => new BatchArguments(Force: parsed.GetValue(force)));
    }

    private Command Make(BatchAction action, string description, Option[] options, Func<ParseResult, BatchArguments> arguments)
    {
        var (select, asking) = (new BatchSelectOptions(), new BatchAskOptions());
        return remote.Make(action.ToString().ToLowerInvariant(), description, [.. select.All, .. options, .. asking.All], async (parsed, session, cancellationToken) =>
        {
            var order = asking.Read(parsed, await select.ReadAsync(parsed, session, new BatchOrder { Action = action, Arguments = arguments(parsed) }, cancellationToken));
            if (asking.IsDryRun(parsed))
                return await BatchTrials.ShowAsync(session, await session.Client.TryBatchAsync(order, cancellationToken));
            if (await new BatchConfirmation(session).ConfirmAsync(order, asking.IsSure(parsed), cancellationToken) is not { } confirmed)
                return ExitCodes.Refused;
            return await RunAsync(session, confirmed, asking.Request(parsed, s_wait), cancellationToken);
        });
    }

    private static async Task<int> RunAsync(Session session, BatchOrder order, JobActionRequest request, CancellationToken cancellationToken)
    {
        var operation = await session.Client.RunBatchAsync(order, new CommandOptions { IdempotencyKey = request.Key }, cancellationToken);
        if (request.Wait is { } atMost)
            operation = await new OperationProgress(session).FollowAsync(operation, atMost, cancellationToken);
        return await OperationOutcome.TellAsync(session, operation, request.Wait, cancellationToken);
    }
}
