using System.Text.Json;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Api.Wire;

/// <summary>What differs between two versions of a spec.</summary>
/// <param name="Changes">By path; a list is compared as a whole.</param>
internal sealed record SpecDiffBody(int From, int To, IReadOnlyList<SpecChangeBody> Changes)
{
    public static SpecDiffBody Of(SpecVersion from, SpecVersion to) =>
        new(from.Version, to.Version, [.. SpecDifference.Between(Json(from), Json(to)).Select(change => new SpecChangeBody(change.Path, change.From, change.To))]);

    private static JsonElement Json(SpecVersion version) => JsonSerializer.SerializeToElement(SpecBody.Of(version.Spec), ReadableJson.Default.SpecBody);
}

/// <summary>A value that differs.</summary>
/// <param name="From">Left out where the first version has none.</param>
/// <param name="To">Left out where the second version has none.</param>
internal sealed record SpecChangeBody(string Path, JsonElement? From, JsonElement? To);
