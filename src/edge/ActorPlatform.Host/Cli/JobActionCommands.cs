using System.CommandLine;
using ActorPlatform.Client;

namespace ActorPlatform.Host.Cli;

/// <summary>What jobs are asked to do.</summary>
internal sealed class JobActionCommands(Remote remote)
{
    private static readonly TimeSpan s_wait = TimeSpan.FromMinutes(5);

    public IEnumerable<Command> All() => [Start(), Suspend(), Kill(), Restart(), Savepoint(), Delete()];

    /// <summary>Waiting, as all commands have it that make an operation.</summary>
    public static Option<TimeSpan?> Wait() => Remote.Duration("--wait", "Wait until it is over, 5 minutes if nothing is said, and show its progress.", s_wait);

    /// <summary>Asks, and waits if that is wanted.</summary>
    public static async Task<int> RunAsync(Session session, string id, JobAction action, JobActionRequest request, CancellationToken cancellationToken)
    {
        var operation = await session.Client.RunAsync(id, action, new CommandOptions { IdempotencyKey = request.Key }, cancellationToken);
        if (request.Wait is { } atMost)
            operation = await new OperationProgress(session).FollowAsync(operation, atMost, cancellationToken);
        return await OperationOutcome.TellAsync(session, operation, request.Wait, cancellationToken);
    }

    private Command Start()
    {
        var restore = Restore("latest, none, or the id of a restore point; left out where the rule decides.");
        return Make("start", "Starts the job, or resumes it.", [restore], parsed => new JobAction.Start(parsed.GetValue(restore)));
    }

    private Command Suspend()
    {
        var drain = new Option<bool>("--drain") { Description = "Let its sources end first; such a job cannot go on from there." };
        return Make("suspend", "Stops the job with a savepoint.", [drain], parsed => new JobAction.Suspend(parsed.GetValue(drain)));
    }

    private Command Kill()
    {
        var dead = new Option<bool>("--confirm-dead") { Description = "Nothing of the run lives, although nobody can prove it: recorded, and followed. Needs --reason." };
        var reason = new Option<string?>("--reason") { Description = "How that is known.", HelpName = "TEXT" };
        return Make("kill", "Kills the job's run, without a savepoint.", [dead, reason], parsed => new JobAction.Kill(parsed.GetValue(dead), parsed.GetValue(reason)));
    }

    private Command Restart()
    {
        var restore = Restore("latest, or the id of a restore point to start from, instead of the savepoint of the stop.");
        return Make("restart", "Suspends the job, and starts it from that savepoint, with its present spec.", [restore], parsed => new JobAction.Restart(parsed.GetValue(restore)));
    }

    private Command Savepoint()
    {
        var format = new Option<string>("--format") { Description = "CANONICAL or NATIVE.", DefaultValueFactory = _ => "CANONICAL", HelpName = "FORMAT" };
        format.AcceptOnlyFromAmong("CANONICAL", "NATIVE");
        return Make("savepoint", "Takes a savepoint; the job goes on.", [format], parsed => new JobAction.Savepoint(parsed.GetValue(format)!));
    }

    private Command Delete()
    {
        var force = new Option<bool>("--force") { Description = "Kill first what may be alive." };
        return Make("delete", "Retires the job. Its history stays readable.", [force], parsed => new JobAction.Delete(parsed.GetValue(force)));
    }

    private static Option<string?> Restore(string description) => new("--restore") { Description = description, HelpName = "POINT" };

    private Command Make(string name, string description, Option[] options, Func<ParseResult, JobAction> action)
    {
        var (job, key, wait, dryRun) = (Remote.Job(), Remote.Key(), Wait(), Trials.Option());
        return remote.Make(name, description, [job, .. options, key, wait, dryRun], async (parsed, session, cancellationToken) =>
        {
            var id = await JobNames.FindAsync(session, parsed.GetValue(job)!, cancellationToken);
            if (parsed.GetValue(dryRun))
                return await Trials.TellAsync(session, await session.Client.TryRunAsync(id, action(parsed), cancellationToken));
            return await RunAsync(session, id, action(parsed), new JobActionRequest(parsed.GetValue(key), parsed.GetValue(wait)), cancellationToken);
        });
    }
}

/// <summary>How an action is asked for.</summary>
/// <param name="Key">The idempotency key; null: a random one.</param>
/// <param name="Wait">How long to wait for its end; null: not at all.</param>
internal sealed record JobActionRequest(string? Key, TimeSpan? Wait);
