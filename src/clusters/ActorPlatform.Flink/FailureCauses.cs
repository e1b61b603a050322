using System.Globalization;
using System.Text;
using ActorPlatform.Jobs.Retry;

namespace ActorPlatform.Flink;

/// <summary>Finds out why a run failed: states alone tell nothing (a job failed for good is FINISHED with empty diagnostics), so causes are read from what was written.</summary>
public static class FailureCauses
{
    private const int MaxEvidence = 8000;
    private const int MaxRootCause = 1000;

    // Where a start fails, the first of these tells why; what follows is only the going down.
    private static readonly string[] StartMarks =
    [
        "Could not create application program",
        "Could not create the program",
        "Application completed ",
        "Application failed unexpectedly",
        "Could not start cluster entrypoint",
        "Fatal error occurred",
    ];

    /// <summary>Classifies what was found.</summary>
    /// <param name="now">When it was learnt, UTC.</param>
    public static Failure Classify(FailureEvidence evidence, DateTimeOffset now)
    {
        var flink = string.Join(
            '\n',
            evidence.Exceptions.TakeLast(1).Select(item => item.StackTrace).Append(LastTraces(evidence.LogTail)).Append(evidence.ErrorTail));
        var (failure, summary, rootCause, retryable) =
            Match(FailureRules.Flink, flink)
            ?? Match(FailureRules.Diagnostics, evidence.Diagnostics ?? "")
            ?? FromTrace(evidence, flink)
            ?? Nothing(evidence);
        return new Failure(failure, summary, Cut(rootCause, MaxRootCause), Describe(evidence), now, retryable);
    }

    private static (FailureClass, string, string?, bool)? Match(IReadOnlyList<FailureRule> rules, string text)
    {
        foreach (var rule in rules)
        {
            var match = rule.Pattern.Match(text);
            if (!match.Success)
                continue;
            var it = match.Groups["it"].Value.Trim();
            // What a program threw says more than that it threw.
            var cause = rule.Class is FailureClass.UserCode or FailureClass.Restore or FailureClass.Resources
                ? StackTraces.InnermostCause(StackTraces.BlockFrom(text, match.Index)) ?? it
                : it;
            return (
                rule.Class,
                string.Format(CultureInfo.InvariantCulture, rule.Summary, it),
                cause.Length == 0 ? match.Value.Trim() : cause,
                rule.Retryable);
        }

        return null;
    }

    private static (FailureClass, string, string?, bool)? FromTrace(FailureEvidence evidence, string flink)
    {
        var trace = evidence.Exceptions.Count > 0 ? evidence.Exceptions[^1].StackTrace : StackTraces.BlockFrom(flink, 0);
        return StackTraces.InnermostCause(trace) is { } cause ? (FailureClass.UserCode, $"The job failed: {cause}", cause, true) : null;
    }

    private static (FailureClass, string, string?, bool) Nothing(FailureEvidence evidence) =>
        string.IsNullOrWhiteSpace(evidence.Diagnostics)
            ? (FailureClass.Unknown, $"The run ended without saying why ({evidence.LogSource}).", null, true)
            : (FailureClass.Unknown, $"The run ended; only YARN says something of it.{(evidence.LogTail is null ? $" {evidence.LogSource}" : "")}", evidence.Diagnostics, true);

    // The log also tells of troubles that were overcome: only what the end of the job says counts, where it says so.
    private static string? LastTraces(string? log)
    {
        if (log is null)
            return null;
        var start = StartMarks.Select(mark => log.IndexOf(mark, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(JobFailed(log)).Min();
        return start < 0 ? log : log[(log.LastIndexOf('\n', start) + 1)..];
    }

    private static int JobFailed(string log)
    {
        for (
            var at = log.LastIndexOf(" switched from state ", StringComparison.Ordinal);
            at >= 0;
            at = at == 0 ? -1 : log.LastIndexOf(" switched from state ", at - 1, StringComparison.Ordinal))
        {
            var end = log.IndexOf('\n', at);
            if (log.AsSpan(at, (end < 0 ? log.Length : end) - at).Contains(" to FAILED", StringComparison.Ordinal))
                return at;
        }

        return log.LastIndexOf(" to FAILED", StringComparison.Ordinal);
    }

    private static string Describe(FailureEvidence evidence)
    {
        var text = new StringBuilder();
        if (!string.IsNullOrWhiteSpace(evidence.Diagnostics))
            text.Append("YARN's diagnostics: ").Append(Cut(evidence.Diagnostics.Trim(), 2000)).Append('\n');
        if (evidence.Exceptions is [.., var last])
            text.Append(CultureInfo.InvariantCulture, $"Flink's last exception ({last.At:O}{(last.Task is null ? "" : ", " + last.Task)}): ")
                .Append(StackTraces.Shorten(last.StackTrace, 2500))
                .Append('\n');
        text.Append(evidence.LogSource).Append('\n');
        if (!string.IsNullOrWhiteSpace(evidence.ErrorTail))
            text.Append("jobmanager.err: ").Append(Cut(evidence.ErrorTail.Trim(), 500)).Append('\n');
        if (evidence.LogTail is { } log)
        {
            var room = MaxEvidence - text.Length - 1;
            text.Append(
                room <= 0 ? ""
                : log.Length <= room ? log
                : log[^room..]);
        }

        return Cut(text.ToString(), MaxEvidence)!;
    }

    private static string? Cut(string? text, int characters) => text is null || text.Length <= characters ? text : text[..(characters - 1)] + "…";
}
