using System.Collections.Immutable;
using ActorPlatform.Jobs.Deciding;

namespace ActorPlatform.Jobs.RestorePoints;

/// <summary>What a run starts from, or why nobody can say.</summary>
/// <param name="Choice">The restore point; null: nothing.</param>
/// <param name="Fresh">True when starting from nothing is deliberate: older restore points no longer count.</param>
/// <param name="Candidates">All that was weighed, losers with their reason.</param>
/// <param name="Reason">The rule that decided.</param>
/// <param name="Problem">Set when there is no choice.</param>
/// <param name="Named">True when the caller chose it.</param>
internal sealed record RestoreDecision(RestoreChoice? Choice, bool Fresh, ImmutableArray<Candidate> Candidates, string Reason, Problem? Problem = null, bool Named = false)
{
    public static RestoreDecision Refuse(string code, string message, ImmutableArray<Candidate> candidates) => new(null, false, candidates, message, new Problem(code, message));

    public JobDecision Explain(DateTimeOffset at) => new(at, "RESTORE", Choice is null ? "none" : $"{Choice.Id} ({Choice.Path}, {Choice.Mode})", Candidates, [Reason]);
}
