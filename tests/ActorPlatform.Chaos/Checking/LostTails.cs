namespace ActorPlatform.Chaos.Checking;

/// <summary>What an asynchronous stand-by never received is lost by the operator's choice. So much is excepted, and no more.</summary>
internal static class LostTails
{
    /// <summary>Events of applications that carry a job's tag and are none of its runs.</summary>
    private const string Stray = "\"stray-";

    /// <summary>The attempts with what may be lost as unknown: acknowledged before a promotion, and not in what the stand-by had.</summary>
    public static IReadOnlyList<Attempt> Except(IReadOnlyList<Attempt> attempts, IReadOnlyList<Promotion> promotions)
    {
        foreach (var promotion in promotions)
        {
            var kept = promotion.Kept.Select(row => (row.Entity, row.CommandId)).ToHashSet();
            attempts = [.. attempts.Select(attempt => IsLost(attempt, promotion, kept) ? attempt with { Outcome = Outcome.Unknown } : attempt)];
        }

        return attempts;
    }

    /// <summary>
    /// Whether its id went with a tail: the journal knows it only as a stray, or not at all. The number of its run is given again, after it was found by its tag and killed: both never live at one time.
    /// </summary>
    public static bool IsForgotten(Application application, History history) => history.Promotions.Count > 0 && !history.Journal.Any(row =>
        row.Entity == CommandRules.EntityOf(application.Job) && row.Message.Contains(application.Id, StringComparison.Ordinal) && !row.Message.Contains(Stray, StringComparison.Ordinal));

    private static bool IsLost(Attempt attempt, Promotion promotion, HashSet<(string Entity, string? CommandId)> kept) =>
        attempt.Outcome is Outcome.Acknowledged && attempt.Sent < promotion.StoppedAt && !kept.Contains((CommandRules.EntityOf(attempt.Job), CommandRules.CommandIdOf(attempt.Job, attempt.Key)));
}
