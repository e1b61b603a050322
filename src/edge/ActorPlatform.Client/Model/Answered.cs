using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActorPlatform.Client.Model;

/// <summary>Something that an engine answered.</summary>
public abstract record Answered
{
    /// <summary>Fields that this client does not know: of a newer engine.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Other { get; init; }
}

/// <summary>A page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
public sealed record Page<T> : Answered
{
    /// <summary>The page's items.</summary>
    public required IReadOnlyList<T> Items { get; init; }

    /// <summary>Asks for the next page; null on the last one.</summary>
    public string? NextCursor { get; init; }

    /// <summary>Of a page of jobs: the event position of the view, to follow from.</summary>
    public string? AsOf { get; init; }
}
