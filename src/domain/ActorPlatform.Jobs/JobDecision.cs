using System.Collections.Immutable;

namespace ActorPlatform.Jobs;

/// <summary>A decision as explain shows it.</summary>
/// <param name="Kind">RESTORE, RETRY, GIVE_UP, STRAY, RUN_GIVEN_UP.</param>
/// <param name="Chosen">What was chosen.</param>
/// <param name="Candidates">What else there was, each with why or why not.</param>
/// <param name="Reasons">Why.</param>
public sealed record JobDecision(DateTimeOffset At, string Kind, string Chosen, ImmutableArray<Candidate> Candidates, ImmutableArray<string> Reasons);

/// <summary>A candidate of a decision.</summary>
public sealed record Candidate(string Id, string Why);
