using ActorPlatform.Client.Model;
using ActorPlatform.Host.CommandLine;
using ActorPlatform.Jobs.Batches;

namespace ActorPlatform.Host.Cli;

/// <summary>Shows what a batch would do.</summary>
internal static class BatchTrials
{
    private const int Samples = 5;

    public static async Task<int> ShowAsync(Session session, BatchTrial trial)
    {
        if (session.AsJson)
            await session.WriteJsonAsync(trial);
        else
            await WriteAsync(session, session.Terminal.Out, trial);
        return ExitCodes.Ok;
    }

    /// <summary>The count, all that would refuse, and some of the others.</summary>
    public static async Task WriteAsync(Session session, TextWriter output, BatchTrial trial)
    {
        var refusals = string.Join(", ", trial.RefusedBy.OrderBy(by => by.Key, StringComparer.Ordinal).Select(by => $"{by.Key} {by.Value}"));
        await output.WriteLineAsync($"{trial.Action} of {BatchTexts.Jobs(trial.Total)}: {trial.Allowed} would accept{(trial.Refused > 0 ? $", {trial.Refused} would refuse ({refusals})" : "")}.");
        var table = session.Table("JOB", "~NAME", "ANSWER", "~MESSAGE");
        var shown = trial.Results.Where(job => !job.Allowed).Concat(trial.Results.Where(job => job.Allowed).Take(Samples)).ToList();
        foreach (var job in shown)
            table.Row(job.JobId, job.Name, job.Allowed ? "accepts" : job.Code, job.Message);
        await output.WriteAsync(table.ToString());
        if (trial.Total > shown.Count)
            await output.WriteLineAsync($"… and {trial.Total - shown.Count} more.");
    }
}
