using System.CommandLine;
using ActorPlatform.Client.Model;
using ActorPlatform.Host.CommandLine;

namespace ActorPlatform.Host.Cli;

/// <summary>What jobs remember.</summary>
internal sealed class JobHistoryCommands(Remote remote)
{
    public IEnumerable<Command> All() => [Runs(), Exceptions(), RestorePoints(), Explain(), Events(), Release()];

    private Command Runs() => Make("runs", "Lists the job's newest runs, with how they ended; a narrow terminal shows less of each, never a part of an application's id.", async (session, id, cancellationToken) =>
    {
        var runs = await session.Client.ListRunsAsync(id, cancellationToken);
        await session.WriteAsync(runs, () =>
        {
            var table = session.Table("RUN", "?CLUSTER", "APPLICATION", "AGE", "?LASTED", "OUTCOME", "FROM", "?~EVIDENCE");
            foreach (var run in runs)
                table.Row(run.Number.ToString(), run.Cluster, run.ApplicationId, session.Age(run.Started), run.Ended - run.Started is { } lasted ? Ages.Of(lasted) : "", run.Outcome, run.Restore?.Id ?? "nothing", run.Evidence?.Proof);
            return table;
        });
    });

    private Command Exceptions()
    {
        var job = Remote.Job();
        var run = new Option<int?>("--run") { Description = "The run's number; the newest when left out.", HelpName = "N" };
        return remote.Make("exceptions", "Shows what Flink reported of a run, newest first, also after the run.", [job, run], async (parsed, session, cancellationToken) =>
        {
            var id = await JobNames.FindAsync(session, parsed.GetValue(job)!, cancellationToken);
            var number = parsed.GetValue(run) ?? await JobNames.NewestRunAsync(session, id, cancellationToken);
            var reported = await session.Client.ListExceptionsAsync(id, number, cancellationToken);
            if (session.AsJson)
                await session.WriteJsonAsync(new Page<RunException> { Items = reported });
            else if (reported.Count == 0)
                await session.Terminal.Out.WriteLineAsync($"Flink reported no exception of run {number}.");
            else
                await session.Terminal.Out.WriteAsync(string.Concat(reported.Select(each => $"{$"{Session.Shown(each.At)}  {each.Task}".TrimEnd()}{Environment.NewLine}{each.StackTrace.TrimEnd()}{Environment.NewLine}")));
            return ExitCodes.Ok;
        });
    }

    private Command RestorePoints() => Make("restore-points", "Lists the job's checkpoints and savepoints; each can be named in 'start --restore'.", async (session, id, cancellationToken) =>
    {
        var points = await session.Client.ListRestorePointsAsync(id, cancellationToken);
        await session.WriteAsync(points, () =>
        {
            var table = session.Table("ID", "KIND", "RUN", "AGE", "SIZE", "FLINK", "ON", "~PATH");
            foreach (var point in points)
                table.Row(
                    point.Id, point.Kind, point.Run.ToString(), session.Age(point.Completed), Ages.Bytes(point.SizeBytes), point.FlinkVersion,
                    string.Join(", ", point.On?.Select(place => place.Proof == "UNPROVEN" ? place.Cluster : $"{place.Cluster} ({place.Proof})") ?? []), point.Path);
            return table;
        });
    });

    private Command Explain() => Make("explain", "Tells the engine's newest decisions about the job: what was chosen, among what, and why.", async (session, id, cancellationToken) =>
    {
        var decisions = await session.Client.ExplainAsync(id, cancellationToken);
        if (session.AsJson)
            await session.WriteJsonAsync(new Page<Decision> { Items = decisions });
        else if (decisions.Count == 0)
            await session.Terminal.Out.WriteLineAsync("No decision is known.");
        else
            await session.Terminal.Out.WriteAsync(string.Join(Environment.NewLine, decisions.Select(decision => DetailsOf(session, decision).ToString())));
    });

    private Command Events()
    {
        var after = new Option<string>("--after") { Description = "Those after this position.", DefaultValueFactory = _ => "0", HelpName = "POSITION" };
        var limit = new Option<int>("--limit") { Description = "The newest so many.", DefaultValueFactory = _ => 100, HelpName = "N" };
        var follow = new Option<bool>("--follow", "-f") { Description = "And those that come, until Ctrl-C." };
        var job = Remote.Job();
        return remote.Make("events", "Tells what happened to the job, oldest first.", [job, after, limit, follow], async (parsed, session, cancellationToken) =>
        {
            var id = await JobNames.FindAsync(session, parsed.GetValue(job)!, cancellationToken);
            await new EventTail(session, id).WriteAsync(new EventTailRequest(parsed.GetValue(after)!, Math.Max(1, parsed.GetValue(limit)), parsed.GetValue(follow)), cancellationToken);
            return ExitCodes.Ok;
        });
    }

    private Command Release() => Make("release", "Lets a quarantined job, one that could not be loaded, try again.", async (session, id, cancellationToken) =>
    {
        await session.Client.ReleaseJobAsync(id, cancellationToken);
        await session.Terminal.Error.WriteLineAsync($"{id} tries again; 'job get {id}' shows how that went.");
    });

    private static Details DetailsOf(Session session, Decision decision) => session.Details()
        .With(decision.Kind, $"{Session.Shown(decision.At)}  {decision.Chosen}")
        .With("  because", string.Join('\n', decision.Reasons ?? []))
        .With("  among", string.Join('\n', decision.Candidates?.Select(candidate => $"{candidate.Id}: {candidate.Why}") ?? []));

    private Command Make(string name, string description, Func<Session, string, CancellationToken, Task> show)
    {
        var job = Remote.Job();
        return remote.Make(name, description, [job], async (parsed, session, cancellationToken) =>
        {
            await show(session, await JobNames.FindAsync(session, parsed.GetValue(job)!, cancellationToken), cancellationToken);
            return ExitCodes.Ok;
        });
    }
}
