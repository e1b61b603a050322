using System.Text.Json;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Api.Wire;

/// <summary>An event as people read it.</summary>
internal sealed record EventBody(string Position, DateTimeOffset At, string? By, string Type, int? Run, string Summary, JsonElement Data)
{
    public static EventBody Of(EventView view) => new(view.Position, view.At, view.By, view.Type, view.Run, view.Summary, JsonElement.Parse(view.Data));
}

/// <summary>A decision with its candidates and reasons.</summary>
internal sealed record DecisionBody(DateTimeOffset At, string Kind, string Chosen, IReadOnlyList<CandidateBody> Candidates, IReadOnlyList<string> Reasons)
{
    public static DecisionBody Of(JobDecision decision) => new(decision.At, decision.Kind, decision.Chosen, [.. decision.Candidates.Select(c => new CandidateBody(c.Id, c.Why))], decision.Reasons);
}

/// <summary>A candidate of a decision.</summary>
internal sealed record CandidateBody(string Id, string Why);

/// <summary>A version of a spec.</summary>
internal sealed record SpecVersionBody(int Version, DateTimeOffset At, string? By, SpecBody Spec)
{
    public static SpecVersionBody Of(SpecVersion version) => new(version.Version, version.At, version.By, SpecBody.Of(version.Spec));
}
