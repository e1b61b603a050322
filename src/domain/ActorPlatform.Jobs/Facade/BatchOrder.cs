using System.Collections.Immutable;
using ActorPlatform.Jobs.Batches;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Jobs.Facade;

/// <summary>Which jobs a batch means: these, or all that pass a filter.</summary>
/// <param name="Ids">Named one by one; empty: the filter says.</param>
/// <param name="Filter">Null: the ids say. Its order and page do not matter.</param>
public sealed record BatchSelect(ImmutableArray<string> Ids, JobQuery? Filter);

/// <summary>What is wanted of many jobs.</summary>
/// <param name="ExpectCount">How many the caller believes that the selection has; another number is refused. Required with a filter.</param>
/// <param name="Parallelism">Jobs in work at one time, 1 to 100.</param>
public sealed record BatchOrder(BatchAction Action, BatchArguments Arguments, BatchSelect Select, int? ExpectCount, int Parallelism, string? Reason)
{
    /// <summary>Jobs in work at one time, unless it is said.</summary>
    public const int UsualParallelism = 10;

    /// <summary>Jobs that can be named one by one.</summary>
    public const int MaxIds = 1_000;

    private const int MaxReason = 900;

    /// <summary>Everything that is wrong with it, as far as that can be seen without looking at jobs.</summary>
    /// <param name="isTrial">A trial tells the count, so it needs none.</param>
    public ImmutableArray<SpecProblem> Check(bool isTrial)
    {
        var problems = new ProblemCollector();
        CheckSelect(problems, isTrial);
        CheckOptions(problems);
        problems.Range("parallelism", Parallelism, 1, 100);
        if (ExpectCount is < 0)
            problems.Add("expectCount", $"is {ExpectCount}; 0 or more is expected.");
        if (Reason is { } reason)
            problems.Text("reason", reason, MaxReason);
        return problems.ToImmutable();
    }

    private void CheckSelect(ProblemCollector problems, bool isTrial)
    {
        if (Select.Filter is { } filter)
        {
            if (!Select.Ids.IsEmpty)
                problems.Add("select", "has ids and filters; one of them is expected.");
            if (IsEmpty(filter))
                problems.Add("select", "names nothing. Name ids or filters; whoever means all jobs says so by naming all statuses: {\"status\": [\"DEFINED\", \"RUNNING\", …]}.");
            if (ExpectCount is null && !isTrial)
                problems.Add("expectCount", "is missing: with a filter it says how many jobs are meant, so that nobody does it to thousands by mistake. A dry run (dryRun=true) tells the number.");
        }

        if (Select.Ids.Length > MaxIds)
            problems.Add("select.ids", $"names {Select.Ids.Length} jobs; at most {MaxIds} can be named, more are selected by a filter.");
        foreach (var id in Select.Ids.Where(i => !SpecValidator.IsId(i)).Take(MaxIds))
            problems.Add("select.ids", $"'{ProblemCollector.Shown(id)}' is no job's id; ids are of [a-z0-9-].");
        foreach (var twice in Select.Ids.CountBy(i => i).Where(c => c.Value > 1).Take(MaxIds))
            problems.Add("select.ids", $"'{ProblemCollector.Shown(twice.Key)}' is named {twice.Value} times.");
    }

    private void CheckOptions(ProblemCollector problems)
    {
        Only(problems, "restore", Arguments.Restore is not null, BatchAction.Start, BatchAction.Restart);
        Only(problems, "drain", Arguments.Drain, BatchAction.Suspend);
        Only(problems, "format", Arguments.Format is not null, BatchAction.Savepoint);
        Only(problems, "force", Arguments.Force, BatchAction.Delete);
        if (Arguments.Restore is not (null or "latest" or "none"))
            problems.Add("options.restore", $"is '{ProblemCollector.Shown(Arguments.Restore)}'; allowed: latest, none. A restore point belongs to one job: start that job by itself.");
        if (Arguments.Format is { } format)
            problems.OneOf("options.format", format, "CANONICAL", "NATIVE");
    }

    private void Only(ProblemCollector problems, string option, bool isSet, params ReadOnlySpan<BatchAction> actions)
    {
        if (isSet && !actions.Contains(Action))
            problems.Add($"options.{option}", $"says nothing to {EnumNames.Of(Action)}.");
    }

    private static bool IsEmpty(JobQuery filter) =>
        filter is { Statuses.IsEmpty: true, Healths.IsEmpty: true, Tenant: null, Cluster: null, Labels.IsEmpty: true, Text: null or "", Quarantined: null };
}
