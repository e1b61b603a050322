using System.Globalization;
using ActorPlatform.Sandbox.Simulation;
using Microsoft.AspNetCore.Http;

namespace ActorPlatform.Sandbox.Http;

/// <summary>What a list of applications is narrowed by.</summary>
internal sealed record ApplicationQuery(IReadOnlyList<string> Tags, IReadOnlyList<string> States, long FinishedSince, long FinishedUntil, int Limit, IReadOnlyList<string> Without)
{
    public static ApplicationQuery Of(IQueryCollection query) => new(
        List(query, "applicationTags"),
        List(query, "states"),
        Number(query, "finishedTimeBegin") ?? 0,
        Number(query, "finishedTimeEnd") ?? long.MaxValue,
        (int)(Number(query, "limit") ?? int.MaxValue),
        List(query, "deSelects"));

    public bool HasTag(SimulatedApplication application) => Tags.Count == 0 || application.Plan.Tags.Any(Tags.Contains);

    public bool Matches(string state, SimulatedApplication application) =>
        (States.Count == 0 || States.Contains(state)) && (FinishedSince == 0 || application.End is null || application.End.At >= FinishedSince)
        && (application.End?.At ?? 0) <= FinishedUntil;

    private static string[] List(IQueryCollection query, string name) => [.. query[name].SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    private static long? Number(IQueryCollection query, string name) => long.TryParse(query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
