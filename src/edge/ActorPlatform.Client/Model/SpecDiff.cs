using System.Text.Json;

namespace ActorPlatform.Client.Model;

/// <summary>What differs between two versions of a spec.</summary>
public sealed record SpecDiff : Answered
{
    /// <summary>The one version.</summary>
    public required int From { get; init; }

    /// <summary>The other one.</summary>
    public required int To { get; init; }

    /// <summary>By path; a list is compared as a whole.</summary>
    public required IReadOnlyList<SpecChange> Changes { get; init; }
}

/// <summary>A value that differs.</summary>
/// <param name="Path">The field: <c>target.queue</c>.</param>
/// <param name="From">Null where the one version has none.</param>
/// <param name="To">Null where the other has none.</param>
public sealed record SpecChange(string Path, JsonElement? From, JsonElement? To);
