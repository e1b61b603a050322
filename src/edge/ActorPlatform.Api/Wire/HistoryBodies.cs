using System.Text.Json;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Api.Wire;

/// <summary>An event as people read it.</summary>
/// <param name="JobId">In the feed of all jobs; left out in a job's own list.</param>
/// <param name="Status">The status that the job has by it; left out when it does not change it.</param>
internal sealed record EventBody(
    string Position, string? JobId, DateTimeOffset At, string? By, string Type, int? Run, string? Status, string Summary, JsonElement Data)
{
    public static EventBody Of(EventView view) => Of(view, null);

    public static EventBody OfFeed(EventView view) => Of(view, view.Job.Value);

    private static EventBody Of(EventView view, string? job) => new(
        view.Position, job, view.At, view.By, view.Type, view.Run, view.Status is { } status ? EnumNames.Of(status) : null, view.Summary, JsonElement.Parse(view.Data));
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
