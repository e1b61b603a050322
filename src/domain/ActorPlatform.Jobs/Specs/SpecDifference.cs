using System.Collections.Immutable;
using System.Text.Json;

namespace ActorPlatform.Jobs.Specs;

/// <summary>A value that differs between two specs.</summary>
/// <param name="Path">The field: <c>target.queue</c>.</param>
/// <param name="From">Null where the one spec has none.</param>
/// <param name="To">Null where the other has none.</param>
public sealed record SpecDifference(string Path, JsonElement? From, JsonElement? To)
{
    /// <summary>All that differs between two specs as they are answered, by path; a list is compared as a whole.</summary>
    public static ImmutableArray<SpecDifference> Between(JsonElement from, JsonElement to)
    {
        var (before, after) = (Flatten(from), Flatten(to));
        return
        [
            .. before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)
                .Select(path => new SpecDifference(path, Value(before, path), Value(after, path)))
                .Where(change => change is not { From: { } one, To: { } other } || !JsonElement.DeepEquals(one, other)),
        ];
    }

    private static JsonElement? Value(Dictionary<string, JsonElement> spec, string path) => spec.TryGetValue(path, out var value) ? value : null;

    private static Dictionary<string, JsonElement> Flatten(JsonElement spec)
    {
        var values = new Dictionary<string, JsonElement>();
        Add("", spec);
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
