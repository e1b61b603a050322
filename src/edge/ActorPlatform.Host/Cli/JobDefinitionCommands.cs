using System.CommandLine;
using ActorPlatform.Client;
using ActorPlatform.Client.Model;
using ActorPlatform.Host.CommandLine;

namespace ActorPlatform.Host.Cli;

/// <summary>Defining jobs, and changing their specs.</summary>
internal sealed class JobDefinitionCommands(Remote remote)
{
    public IEnumerable<Command> All() => [Create(), Update(), Diff()];

    private Command Create()
    {
        var (file, key, wait, dryRun) = (SpecFile.Argument(), Remote.Key(), JobActionCommands.Wait(), Trials.Option());
        var start = new Option<bool>("--start") { Description = "Start it, too." };
        return remote.Make("create", "Defines a job by a file. With an externalId a repetition meets the first one.", [file, start, key, wait, dryRun], async (parsed, session, cancellationToken) =>
        {
            var spec = await SpecFile.ReadAsync(parsed.GetValue(file)!, cancellationToken);
            if (parsed.GetValue(dryRun))
                return await Trials.TellAsync(session, await session.Client.TryCreateJobAsync(spec, cancellationToken));
            var job = await session.Client.CreateJobAsync(spec, new CommandOptions { IdempotencyKey = parsed.GetValue(key) }, cancellationToken);
            if (!parsed.GetValue(start))
                return await TellAsync(session, job, "defined");
            if (!session.AsJson)
                await TellAsync(session, job, "defined");
            return await JobActionCommands.RunAsync(session, job.Id, new JobAction.Start(), new JobActionRequest(null, parsed.GetValue(wait)), cancellationToken);
        });
    }

    private Command Update()
    {
        var (job, file, key, dryRun) = (Remote.Job(), SpecFile.Argument(), Remote.Key(), Trials.Option());
        var version = new Option<int?>("--if-version") { Description = "Only if this is the present version of the spec; else whatever it is now.", HelpName = "N" };
        return remote.Make("update", "Gives the job a new spec; it takes effect at the next start.", [job, file, version, key, dryRun], async (parsed, session, cancellationToken) =>
        {
            var id = await JobNames.FindAsync(session, parsed.GetValue(job)!, cancellationToken);
            var spec = await SpecFile.ReadAsync(parsed.GetValue(file)!, cancellationToken);
            var present = parsed.GetValue(version) ?? (await session.Client.GetJobAsync(id, cancellationToken)).SpecVersion ?? 1;
            if (parsed.GetValue(dryRun))
                return await Trials.TellAsync(session, await session.Client.TryChangeSpecAsync(id, spec, present, cancellationToken));
            var changed = await session.Client.ChangeSpecAsync(id, spec, present, new CommandOptions { IdempotencyKey = parsed.GetValue(key) }, cancellationToken);
            return await TellAsync(session, changed, "changed; it takes effect at the next start");
        });
    }

    private Command Diff()
    {
        var job = Remote.Job();
        var from = new Argument<int?>("from") { Description = "A version; the one before the last when left out.", Arity = ArgumentArity.ZeroOrOne };
        var to = new Argument<int?>("to") { Description = "Another version; the last one when left out.", Arity = ArgumentArity.ZeroOrOne };
        return remote.Make("diff", "Compares two versions of the job's spec.", [job, from, to], async (parsed, session, cancellationToken) =>
        {
            var id = await JobNames.FindAsync(session, parsed.GetValue(job)!, cancellationToken);
            var last = parsed.GetValue(to) ?? (await session.Client.GetJobAsync(id, cancellationToken)).SpecVersion ?? 1;
            var diff = await session.Client.CompareSpecsAsync(id, parsed.GetValue(from) ?? Math.Max(1, last - 1), last, cancellationToken);
            if (session.AsJson)
                await session.WriteJsonAsync(diff);
            else if (diff.Changes.Count == 0)
                await session.Terminal.Out.WriteLineAsync(diff.From == diff.To ? $"Version {diff.To} is compared with itself{(last == 1 ? ": it is the only one" : "")}." : $"Version {diff.From} and version {diff.To} are the same.");
            else
                await session.Terminal.Out.WriteAsync(TableOf(session, diff).ToString());
            return ExitCodes.Ok;
        });
    }

    private static Table TableOf(Session session, SpecDiff diff)
    {
        var table = session.Table("FIELD", $"~VERSION {diff.From}", $"~VERSION {diff.To}");
        foreach (var change in diff.Changes)
            table.Row(change.Path, change.From?.ToString(), change.To?.ToString());
        return table;
    }

    private static async Task<int> TellAsync(Session session, Job job, string what)
    {
        if (session.AsJson)
            await session.WriteJsonAsync(job);
        else
            await session.Terminal.Out.WriteLineAsync($"{job.Id}  {job.Name}  version {job.SpecVersion} {what}");
        return ExitCodes.Ok;
    }
}
