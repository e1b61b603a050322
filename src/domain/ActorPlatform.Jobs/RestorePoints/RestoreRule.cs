using System.Collections.Immutable;
using ActorPlatform.Jobs.Deciding;
using ActorPlatform.Jobs.Runs;

namespace ActorPlatform.Jobs.RestorePoints;

/// <summary>
/// The restore rule. First start, and while nothing was ever submitted: none. After suspend and after failure: the newest completed point over all runs since the last deliberate fresh start; after
/// <see cref="JobSettings.RestoresPerPoint"/> failed restores from one point, the next older one. A named point binds what follows it by itself: points that runs
/// from then on made, then the named one, then older ones; what was passed over comes back only when a caller names it, or asks for the latest.
/// After a kill, after FINISHED, and with a changed spec the caller says. Never from nothing where there was state: that is asked.
/// </summary>
internal static class RestoreRule
{
    public const string Latest = "latest";
    public const string None = "none";

    public static RestoreDecision ForStart(JobState state, string? asked, JobSettings settings, DateTimeOffset now)
    {
        var candidates = RestoreCandidates.Of(state, state.Spec!, settings);
        if (asked is not null)
            return Asked(state, asked, candidates);
        if (state.LastRun == 0)
            return new(null, Fresh: true, candidates.Explained, "The first start begins from nothing.");
        if (NothingWasSubmitted(state))
            return new(null, Fresh: true, candidates.Explained, "Nothing of the job was ever submitted: like a first start, it begins from nothing.");
        if (state.Status is JobStatus.Killed or JobStatus.Finished)
            return AskBack($"After {People.Name(state.Status)} the caller says what to start from", candidates);
        if (state.Run is { } run && run.SpecVersion != state.SpecVersion)
            return AskBack($"The spec changed (version {run.SpecVersion} to {state.SpecVersion}), so the caller says what to start from", candidates);
        return Newest(state, candidates, "The newest completed restore point since the last fresh start");
    }

    /// <summary>A retry is the same attempt again, with the same spec: a changed one waits for a start.</summary>
    public static RestoreDecision ForRetry(JobState state, JobSettings settings) =>
        Newest(state with { Spec = state.EffectiveSpec }, RestoreCandidates.Of(state, state.EffectiveSpec!, settings), "After a failure: the newest completed restore point since the last fresh start");

    /// <summary>A restart takes its own savepoint, also with a changed spec, unless another point was named.</summary>
    public static RestoreDecision ForRestart(JobState state, string? asked, JobSettings settings)
    {
        var candidates = RestoreCandidates.Of(state, state.Spec!, settings);
        if (asked is not null && asked != Latest)
            return Asked(state, asked, candidates);
        var own = candidates.All.FirstOrDefault(c => c.Point.Run == state.LastRun && c.Point.Kind == RestorePointKind.StopSavepoint);
        return own is null || own.Problem is not null
            ? Newest(state, candidates, "Restart: the newest completed restore point")
            : Choose(state, own.Point, candidates, "Restart: its own savepoint.");
    }

    /// <summary>Checks a named point before anything is done.</summary>
    public static Problem? CheckNamed(JobState state, string? asked, JobSettings settings) =>
        asked is null or Latest or None ? null : Asked(state, asked, RestoreCandidates.Of(state, state.Spec!, settings)).Problem;

    private static RestoreDecision Asked(JobState state, string asked, RestoreCandidates candidates)
    {
        if (asked == None)
            return new(null, Fresh: true, candidates.Explained, "The caller asked for a start from nothing; older restore points no longer count.");
        if (asked == Latest)
            return candidates.Latest is { } newest
                ? Choose(state, newest, candidates, "The caller asked for the newest completed restore point.") with { Named = true }
                : RestoreDecision.Refuse("restore.none-available", $"There is no restore point to start from ({candidates.Summary}); say \"none\" to start from nothing.", candidates.Explained);
        var named = candidates.Everything.FirstOrDefault(c => c.Point.Id.Value == asked);
        if (named is null)
            return RestoreDecision.Refuse("restore.unknown-point", $"{asked} is not in the ledger; GET restore-points lists it, \"latest\" and \"none\" are allowed.", candidates.Explained);
        return named.Problem is { } problem && !named.CallerMayInsist
            ? RestoreDecision.Refuse("restore.unusable-point", $"{asked} cannot be used: {problem}", candidates.Explained)
            : Choose(state, named.Point, candidates, "The caller named it.") with { Named = true };
    }

    private static RestoreDecision Newest(JobState state, RestoreCandidates candidates, string rule)
    {
        if (candidates.Newest is { } newest)
            return Choose(state, newest, candidates, $"{rule}; {newest.Proof.ToString().ToUpperInvariant()}.");
        if (!WasStateful(state))
            return new(null, Fresh: false, candidates.Explained, "No run since the last fresh start has completed a restore point: there is no state to lose.");
        return AskBack($"No restore point can be used ({candidates.Summary})", candidates);
    }

    // Only while all runs are remembered: of one that is not, nobody can say it.
    private static bool NothingWasSubmitted(JobState state) =>
        state.Ledger.IsEmpty && state.Runs.Length == state.LastRun && state.Runs.All(run => run.End?.Outcome == RunOutcome.NeverSubmitted);

    private static bool WasStateful(JobState state) => state.NamedStart is not null || state.Ledger.Any(p => p.Run >= state.FreshSince) || state.Run?.Restore is not null;

    private static RestoreDecision Choose(JobState state, RestorePoint point, RestoreCandidates candidates, string reason) =>
        new(new RestoreChoice(point.Id, point.Path, state.Spec!.State.Claim), Fresh: false, candidates.Explain(point), reason);

    private static RestoreDecision AskBack(string why, RestoreCandidates candidates)
    {
        var known = candidates.Newest is { } newest ? $"the newest is {newest.Id}, completed {newest.CompletedAt:u}" : "there is no usable one";
        return RestoreDecision.Refuse("restore.choice-required", $"{why}: \"restore\" must be \"latest\", \"none\" or a restore point's id; {known}.", candidates.Explained);
    }
}
