namespace ActorPlatform.Jobs.Batches;

/// <summary>What became of jobs, in words.</summary>
public static class BatchTexts
{
    private const int Named = 3;
    private const int Longest = 500;

    /// <summary>So many jobs: <c>1 job</c>, <c>7 jobs</c>.</summary>
    public static string Jobs(int count) => count == 1 ? "1 job" : $"{count} jobs";

    internal static string Of(BatchPlan plan, JobOutcome outcome)
    {
        var target = plan.Jobs[outcome.Index];
        return $"{target.Name} ({target.Job}): {EnumNames.Of(outcome.Result)}, {outcome.Code}: {outcome.Text}";
    }

    /// <summary>How the whole ended: counted, and the first that did not do it by name.</summary>
    internal static string Of(BatchState state)
    {
        var counts = state.Operation!.Batch!;
        var bad = counts.Failed + counts.Refused;
        if (bad == 0)
            return counts.Total == 1 ? "The job did it." : $"All {counts.Total} jobs did it.";
        var first = state.Outcomes.Where(o => o.Result != JobResult.Succeeded).Take(Named).Select(o => Of(state.Plan!, o));
        return $"{bad} of {Jobs(counts.Total)} did not do it ({counts.Failed} failed, {counts.Refused} refused). {string.Join(" ", first)}{(bad > Named ? $" And {bad - Named} more." : "")}";
    }

    /// <summary>An outcome as it is kept: without secrets, and an error of a job may be long.</summary>
    internal static JobOutcome Kept(JobOutcome outcome)
    {
        if (outcome.Text is not { } given)
            return outcome;
        var text = Secrets.Hide(given);
        if (text.Length <= Longest)
            return outcome with { Text = text };

        // Half a character cannot be stored.
        return outcome with { Text = text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)] + "…" };
    }
}
