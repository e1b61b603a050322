using System.CommandLine;
using ActorPlatform.Client;
using ActorPlatform.Client.Model;
using ActorPlatform.Host.CommandLine;
using ActorPlatform.Jobs.Batches;

namespace ActorPlatform.Host.Cli;

/// <summary>What became of the jobs of a batch.</summary>
internal static class BatchResults
{
    private const int Most = 50;

    /// <summary><c>operation results</c>.</summary>
    public static Command Make(Remote remote, Argument<string> id)
    {
        var state = new Option<string[]>("--state") { Description = "FAILED, REFUSED and others; may be repeated.", DefaultValueFactory = _ => [], HelpName = "STATE" };
        var limit = new Option<int>("--limit") { Description = "At most so many.", DefaultValueFactory = _ => 500, HelpName = "N" };
        return remote.Make("results", "Lists what became of the jobs of a batch.", [id, state, limit], async (parsed, session, cancellationToken) =>
        {
            var (results, more) = await ReadAsync(session, parsed.GetValue(id)!, new Wanted(parsed.GetValue(state)!, Math.Max(1, parsed.GetValue(limit))), cancellationToken);
            await session.WriteAsync(results, () => TableOf(session, results, withState: true));
            if (more)
                await session.Terminal.Error.WriteLineAsync($"There are more than these {results.Count}; --limit shows more of them.");
            return ExitCodes.Ok;
        });
    }

    /// <summary>Tells which jobs did not do it, and why.</summary>
    public static async Task TellAsync(Session session, Operation operation, CancellationToken cancellationToken)
    {
        var batch = operation.Batch!;
        if (!session.AsJson)
        {
            var (results, _) = await ReadAsync(session, operation.Id, new Wanted(["FAILED", "REFUSED"], Most), cancellationToken);
            await session.Terminal.Out.WriteAsync(TableOf(session, results, withState: false).ToString());
        }

        await session.Terminal.Error.WriteLineAsync($"{batch.Failed + batch.Refused} of {BatchTexts.Jobs(batch.Total)} did not do it ({batch.Failed} failed, {batch.Refused} refused).");
        if (batch.Failed + batch.Refused > Most)
            await session.Terminal.Error.WriteLineAsync($"All of them: actorplatform operation results {operation.Id} --state FAILED --state REFUSED --limit 20000");
    }

    private static async Task<(IReadOnlyList<BatchResult> Results, bool More)> ReadAsync(Session session, string id, Wanted wanted, CancellationToken cancellationToken)
    {
        var results = new List<BatchResult>();
        for (string? cursor = null; ;)
        {
            var filter = new BatchResultFilter { States = wanted.States, Limit = Math.Min(500, wanted.Limit - results.Count), Cursor = cursor };
            var page = await session.Client.ListBatchResultsAsync(id, filter, cancellationToken);
            results.AddRange(page.Items);
            cursor = page.NextCursor;
            if (cursor is null || results.Count >= wanted.Limit)
                return (results, cursor is not null);
        }
    }

    private static Table TableOf(Session session, IEnumerable<BatchResult> results, bool withState)
    {
        var table = withState ? session.Table("JOB", "~NAME", "STATE", "~CODE", "~MESSAGE") : session.Table("JOB", "~NAME", "CODE", "~MESSAGE");
        foreach (var result in results)
            if (withState)
                table.Row(result.JobId, result.Name, result.State, result.Code, result.Message);
            else
                table.Row(result.JobId, result.Name, result.Code, result.Message);
        return table;
    }

    /// <summary>Which results, and how many.</summary>
    private sealed record Wanted(IReadOnlyList<string> States, int Limit);
}
