using System.CommandLine;
using ActorPlatform.Client;
using ActorPlatform.Host.Configuration;

namespace ActorPlatform.Host.Cli;

/// <summary>Which jobs a batch means.</summary>
internal sealed class BatchSelectOptions
{
    private readonly Argument<string[]> _jobs = new("jobs") { Description = "Ids, or names where only one job has it; none when filters say which.", HelpName = "JOB", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string[]> _ids = new("--ids") { Description = "The same, with commas between them or repeated.", HelpName = "JOB,JOB", DefaultValueFactory = _ => [] };
    private readonly JobFilterOptions _filter = new();

    public IEnumerable<Symbol> All => [_jobs, _ids, .. _filter.Filters];

    /// <summary>The order with its jobs.</summary>
    public async Task<BatchOrder> ReadAsync(ParseResult parsed, Session session, BatchOrder order, CancellationToken cancellationToken)
    {
        var names = parsed.GetValue(_jobs)!.Concat(parsed.GetValue(_ids)!.SelectMany(ids => ids.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))).ToList();
        var filter = _filter.ReadFilter(parsed);
        if (names.Count == 0)
            return filter is null ? throw new UsageException("Which jobs? Name them, or filter them: --status, --tenant, --cluster, --label, --health, --search. Whoever means all jobs names all statuses.") : order with { Filter = filter };
        if (filter is not null)
            throw new UsageException("Jobs are named and filtered; do one of both.");
        var ids = new List<string>();
        foreach (var name in names)
            ids.Add(await JobNames.FindAsync(session, name, cancellationToken));
        return order with { Ids = ids };
    }
}

/// <summary>How a batch is asked for.</summary>
internal sealed class BatchAskOptions
{
    private readonly Option<int?> _count = new("--expect-count") { Description = "How many jobs are meant; another number is refused. With it nothing is asked back.", HelpName = "N" };
    private readonly Option<int?> _parallelism = new("--parallelism") { Description = "Jobs in work at one time, 1 to 100; 10 if nothing is said.", HelpName = "N" };
    private readonly Option<string?> _reason = new("--reason") { Description = "Kept with the batch and with each job's operation.", HelpName = "TEXT" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Show what each job would answer, and do nothing." };
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Ask nothing back: as many jobs as there are now." };
    private readonly Option<bool> _noWait = new("--no-wait") { Description = "Return as soon as it is accepted." };
    private readonly Option<TimeSpan?> _wait = Remote.Duration("--wait", "Follow it for so long; to its end if nothing is said.", TimeSpan.FromDays(7));
    private readonly Option<string?> _key = Remote.Key();

    public IEnumerable<Option> All => [_count, _parallelism, _reason, _dryRun, _yes, _key, _wait, _noWait];

    public BatchOrder Read(ParseResult parsed, BatchOrder order) =>
        order with { ExpectCount = parsed.GetValue(_count), Parallelism = parsed.GetValue(_parallelism) ?? order.Parallelism, Reason = parsed.GetValue(_reason) };

    public bool IsDryRun(ParseResult parsed) => parsed.GetValue(_dryRun);

    public bool IsSure(ParseResult parsed) => parsed.GetValue(_yes);

    public JobActionRequest Request(ParseResult parsed, TimeSpan wait) => new(parsed.GetValue(_key), parsed.GetValue(_noWait) ? null : parsed.GetValue(_wait) ?? wait);
}
