using System.Collections.Immutable;
using ActorPlatform.Jobs.Deciding;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Jobs.RestorePoints;

/// <summary>The ledger weighed for a start: newest completion first, each with what speaks against it.</summary>
internal sealed class RestoreCandidates
{
    /// <param name="Problem">Why it cannot be used; null when it can.</param>
    /// <param name="CallerMayInsist">True when a caller may name it all the same.</param>
    public sealed record Weighed(RestorePoint Point, string? Problem, bool CallerMayInsist);

    private RestoreCandidates(ImmutableArray<Weighed> everything, JobState state)
    {
        Everything = everything;
        SinceFresh = [.. everything.Where(c => c.Point.Run >= state.FreshSince)];
        All = state.NamedStart is { } named ? [.. everything.Where(c => named.Counts(c.Point, state.FreshSince))] : SinceFresh;
    }

    /// <summary>All of the ledger.</summary>
    public ImmutableArray<Weighed> Everything { get; }

    /// <summary>Those since the last deliberate fresh start.</summary>
    public ImmutableArray<Weighed> SinceFresh { get; }

    /// <summary>Those that the rule chooses among: without what the caller passed over by naming an older point.</summary>
    public ImmutableArray<Weighed> All { get; }

    public RestorePoint? Newest => Usable(All);

    /// <summary>The newest of all, for a caller who asks for just that.</summary>
    public RestorePoint? Latest => Usable(SinceFresh);

    public string Summary => All.IsEmpty ? "the ledger is empty since the last fresh start" : string.Join("; ", All.Take(5).Select(c => $"{c.Point.Id}: {c.Problem ?? "usable"}"));

    public ImmutableArray<Candidate> Explained => Explain(null);

    /// <param name="spec">The spec that the next run would have.</param>
    public static RestoreCandidates Of(JobState state, JobSpec spec, JobSettings settings) => new(
        [.. state.Ledger.OrderByDescending(p => p.CompletedAt).ThenByDescending(p => p.Run).Select(p => Weigh(p, state, spec, settings))],
        state);

    /// <summary>Every candidate with why it was taken or left; at most 20.</summary>
    public ImmutableArray<Candidate> Explain(RestorePoint? chosen) =>
        [.. Everything.Take(20).Select(c => new Candidate(c.Point.Id.Value, Why(c, chosen)))];

    private string Why(Weighed candidate, RestorePoint? chosen)
    {
        var completed = $"completed {candidate.Point.CompletedAt:u}, {candidate.Point.Proof.ToString().ToUpperInvariant()}";
        if (candidate.Point.Id == chosen?.Id)
            return $"chosen; {completed}";
        if (candidate.Problem is { } problem)
            return $"{problem}; {completed}";
        if (All.Contains(candidate))
            return $"usable, not chosen; {completed}";
        return SinceFresh.Contains(candidate) ? $"passed over when an older one was named; {completed}" : $"from before the last fresh start; {completed}";
    }

    private static RestorePoint? Usable(ImmutableArray<Weighed> points) => points.FirstOrDefault(c => c.Problem is null)?.Point;

    private static Weighed Weigh(RestorePoint point, JobState state, JobSpec spec, JobSettings settings)
    {
        if (point.Proof == Proof.Gone)
            return new(point, "proven to be gone", CallerMayInsist: false);

        // Flink deletes a claimed point once the run that claimed it has checkpoints of its own: until then it is all that there is.
        if (point.ClaimedBy is { } run && state.Ledger.Any(p => p.Run >= run))
            return new(point, $"claimed by run {run}, whose Flink may have deleted it", CallerMayInsist: true);
        if (point.Cluster != spec.Target.Cluster)
            return new(point, $"on cluster {point.Cluster}, not on {spec.Target.Cluster}", CallerMayInsist: false);
        if (FlinkVersions.Compare(point.FlinkVersion, spec.FlinkVersion) > 0)
            return new(point, $"written by Flink {point.FlinkVersion}, which {spec.FlinkVersion} cannot read", CallerMayInsist: false);
        return point.FailedRestores >= settings.RestoresPerPoint
            ? new(point, $"{point.FailedRestores} restores from it failed", CallerMayInsist: true)
            : new(point, null, CallerMayInsist: true);
    }
}
