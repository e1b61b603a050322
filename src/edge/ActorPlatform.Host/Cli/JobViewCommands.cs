using System.CommandLine;
using ActorPlatform.Client;
using ActorPlatform.Client.Model;
using ActorPlatform.Host.CommandLine;
using ActorPlatform.Host.Configuration;

namespace ActorPlatform.Host.Cli;

/// <summary>Looking at jobs.</summary>
internal sealed class JobViewCommands(Remote remote)
{
    public IEnumerable<Command> All() => [List(), Get()];

    private Command List()
    {
        var filter = new JobFilterOptions();
        return remote.Make("list", "Lists jobs.", filter.All, async (parsed, session, cancellationToken) =>
        {
            var (jobs, more) = await ReadAsync(session, filter.Read(parsed), cancellationToken);
            await session.WriteAsync(jobs, () => TableOf(session, jobs));
            if (more)
                await session.Terminal.Error.WriteLineAsync($"There are more than these {jobs.Count}; --limit shows more of them, --status, --health, --label and others fewer.");
            return ExitCodes.Ok;
        });
    }

    private Command Get()
    {
        var job = Remote.Job();
        var refresh = new Option<bool>("--refresh") { Description = "Look at its cluster first, for some seconds at most." };
        return remote.Make("get", "Shows a job.", [job, refresh], async (parsed, session, cancellationToken) =>
        {
            var id = await JobNames.FindAsync(session, parsed.GetValue(job)!, cancellationToken);
            var found = parsed.GetValue(refresh) ? await session.Client.RefreshJobAsync(id, cancellationToken) : await session.Client.GetJobAsync(id, cancellationToken);
            await session.WriteAsync(found, () => DetailsOf(session, found));
            return ExitCodes.Ok;
        });
    }

    private static async Task<(IReadOnlyList<Job> Jobs, bool More)> ReadAsync(Session session, (JobFilter Filter, int Limit) asked, CancellationToken cancellationToken)
    {
        var jobs = new List<Job>();
        await foreach (var job in session.Client.ListAllJobsAsync(asked.Filter, cancellationToken))
        {
            if (jobs.Count == asked.Limit)
                return (jobs, true);
            jobs.Add(job);
        }

        return (jobs, false);
    }

    private static Table TableOf(Session session, IReadOnlyList<Job> jobs)
    {
        var table = session.Table("ID", "~NAME", "STATUS", "HEALTH", "CLUSTER", "RUN", "CHANGED");
        foreach (var job in jobs)
            table.Row(job.Id, job.Name, StatusOf(job), job.Health, job.Cluster, job.Run?.Number.ToString(), session.Age(job.UpdatedAt));
        return table;
    }

    private static string StatusOf(Job job) => job switch
    {
        { Quarantined: not null } => $"{job.Status} (quarantined)",
        { Visibility: null or "SEEN" } => job.Status ?? "",
        _ => $"{job.Status} ({job.Visibility})",
    };

    private static string RunOf(CurrentRun run) => run switch
    {
        { Outcome: { } outcome } => $"{run.Number}  {run.ApplicationId ?? "no application"}  {outcome} {Session.Shown(run.EndedAt)}",
        { StartedAt: null } => $"{run.Number}  {run.ApplicationId ?? "no application"}  not submitted yet",
        _ => $"{run.Number}  {run.ApplicationId}  since {Session.Shown(run.StartedAt)}",
    };

    private static Details DetailsOf(Session session, Job job) => session.Details()
        .With("Job", $"{job.Id}  {job.Name}").With("Tenant", job.Tenant).With("External id", job.ExternalId)
        .With("Labels", job.Labels is { Count: > 0 } labels ? string.Join(", ", labels.Select(label => $"{label.Key}={label.Value}")) : null)
        .With("Status", job.Phase is { } phase ? $"{StatusOf(job)}, {phase}" : StatusOf(job)).With("Quarantined", job.Quarantined)
        .With("Not seen", job.VisibilitySince is { } since ? $"since {Session.Shown(since)}: {job.VisibilityReason}" : null)
        .With("Health", job.HealthReasons is { Count: > 0 } reasons ? $"{job.Health}: {string.Join(" ", reasons)}" : job.Health)
        .With("Cluster", job.Cluster).With("Artifact", job.Spec?.Artifact).With("Entry class", job.Spec?.EntryClass).With("Arguments", job.Spec is { Args.Length: > 0 } spec ? string.Join(' ', spec.Args) : null)
        .With("Spec", $"version {job.SpecVersion}, Flink {job.Spec?.FlinkVersion}")
        .With("Run", job.Run is { } run ? RunOf(run) : null)
        .With("Web page", job.Run is { Outcome: null } ? job.Run.WebUrl : null)
        .With("Operation", job.Operation is { } operation ? $"{operation.Id}  {operation.Kind} {operation.State}" : null)
        .With("Failure", job.Failure is { } failure ? $"{failure.Class}: {failure.Summary}{(failure.RootCause is { } cause && cause != failure.Summary ? $"\n{cause}" : "")}" : null)
        .With("Next", job.NextAction is { } next ? next.Action + (next.At is { } at ? $" ({Session.Shown(at)})" : "") : null)
        .With("Changed", Session.Shown(job.UpdatedAt));
}

/// <summary>Which jobs to list.</summary>
internal sealed class JobFilterOptions
{
    private readonly Option<string[]> _status = Several("--status", "RUNNING, FAILED and others; may be repeated.", "STATUS");
    private readonly Option<string[]> _health = Several("--health", "GREEN, YELLOW, RED; may be repeated.", "HEALTH");
    private readonly Option<string[]> _label = Several("--label", "A label they have; may be repeated.", "name=value");
    private readonly Option<string?> _tenant = new("--tenant") { Description = "Of this tenant.", HelpName = "TENANT" };
    private readonly Option<string?> _cluster = new("--cluster") { Description = "On this cluster.", HelpName = "CLUSTER" };
    private readonly Option<string?> _text = new("--search", "-q") { Description = "A part of the name or id.", HelpName = "TEXT" };
    private readonly Option<bool> _quarantined = new("--quarantined") { Description = "Those that could not be loaded." };
    private readonly Option<string?> _sort = new("--sort") { Description = "name, status, health, restoreAge (the youngest restore point first) or updatedAt.", HelpName = "FIELD" };
    private readonly Option<int> _limit = new("--limit") { Description = "At most so many.", DefaultValueFactory = _ => 500, HelpName = "N" };

    public IEnumerable<Option> All => [.. Filters, _sort, _limit];

    public IEnumerable<Option> Filters => [_status, _health, _label, _tenant, _cluster, _text, _quarantined];

    public (JobFilter Filter, int Limit) Read(ParseResult parsed)
    {
        var limit = Math.Max(1, parsed.GetValue(_limit));
        return ((ReadFilter(parsed) ?? new JobFilter()) with { Sort = parsed.GetValue(_sort), Limit = Math.Min(500, limit) }, limit);
    }

    /// <summary>The filters alone; null when there are none.</summary>
    public JobFilter? ReadFilter(ParseResult parsed)
    {
        var filter = new JobFilter
        {
            Statuses = parsed.GetValue(_status)!, Healths = parsed.GetValue(_health)!, Tenant = parsed.GetValue(_tenant), Cluster = parsed.GetValue(_cluster), Text = parsed.GetValue(_text),
            Labels = parsed.GetValue(_label)!.Select(Pair).ToDictionary(), Quarantined = parsed.GetValue(_quarantined) ? true : null,
        };
        return filter is { Statuses.Count: 0, Healths.Count: 0, Labels.Count: 0, Tenant: null, Cluster: null, Text: null, Quarantined: null } ? null : filter;
    }

    private static Option<string[]> Several(string name, string description, string help) => new(name) { Description = description, HelpName = help, DefaultValueFactory = _ => [] };

    private static KeyValuePair<string, string> Pair(string text) => text.Split('=', 2) is [{ Length: > 0 } name, var value]
        ? KeyValuePair.Create(name, value)
        : throw new UsageException($"--label: '{text}' is no label; write --label team=dw.");
}
