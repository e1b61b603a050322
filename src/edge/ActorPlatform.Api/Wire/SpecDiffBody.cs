using System.Text.Json;
using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Api.Wire;

/// <summary>What differs between two versions of a spec.</summary>
/// <param name="Changes">By path; a list is compared as a whole.</param>
internal sealed record SpecDiffBody(int From, int To, IReadOnlyList<SpecChangeBody> Changes)
{
    public static SpecDiffBody Of(SpecVersion from, SpecVersion to)
    {
        var (before, after) = (Flatten(from), Flatten(to));
        var changes = before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)
            .Select(path => new SpecChangeBody(path, Value(before, path), Value(after, path)))
            .Where(change => change is not { From: { } one, To: { } other } || !JsonElement.DeepEquals(one, other));
        return new SpecDiffBody(from.Version, to.Version, [.. changes]);
    }

    private static JsonElement? Value(Dictionary<string, JsonElement> spec, string path) => spec.TryGetValue(path, out var value) ? value : null;

    private static Dictionary<string, JsonElement> Flatten(SpecVersion version)
    {
        var values = new Dictionary<string, JsonElement>();
        Add("", JsonSerializer.SerializeToElement(SpecBody.Of(version.Spec), ReadableJson.Default.SpecBody));
        return values;

        void Add(string path, JsonElement element)
        {
            if (element.ValueKind != JsonValueKind.Object)
                values[path] = element;
            else
                foreach (var property in element.EnumerateObject())
                    Add(path.Length == 0 ? property.Name : $"{path}.{property.Name}", property.Value);
        }
    }
}

/// <summary>A value that differs.</summary>
/// <param name="From">Left out where the first version has none.</param>
/// <param name="To">Left out where the second version has none.</param>
internal sealed record SpecChangeBody(string Path, JsonElement? From, JsonElement? To);
