using System.Text.Json;

namespace ActorPlatform.Clusters.Tests.Sandbox;

/// <summary>Compares answers by their fields and the kinds of their values, at every depth.</summary>
internal static class Shape
{
    /// <summary>How one differs from the other; nothing when it does not. Of lists the first items are compared, where both have one.</summary>
    /// <param name="optional">Paths of fields that a real answer has or not, with its own reasons.</param>
    public static IEnumerable<string> Differences(JsonElement recorded, JsonElement answered, string path = "", params string[] optional)
    {
        if (optional.Contains(path))
            return [];
        if (KindOf(recorded) != KindOf(answered))
            return [$"{path}: {answered.ValueKind} instead of {recorded.ValueKind}"];
        return recorded.ValueKind switch
        {
            JsonValueKind.Object => Fields(recorded, answered, path, optional),
            JsonValueKind.Array when recorded.GetArrayLength() > 0 && answered.GetArrayLength() > 0 => Differences(recorded[0], answered[0], path + "[]", optional),
            _ => [],
        };
    }

    private static JsonValueKind KindOf(JsonElement value) => value.ValueKind == JsonValueKind.False ? JsonValueKind.True : value.ValueKind;

    private static IEnumerable<string> Fields(JsonElement recorded, JsonElement answered, string path, string[] optional)
    {
        foreach (var field in recorded.EnumerateObject())
        {
            var at = $"{path}.{field.Name}";
            if (answered.TryGetProperty(field.Name, out var value))
                foreach (var difference in Differences(field.Value, value, at, optional))
                    yield return difference;
            else if (!optional.Contains(at))
                yield return $"{at} is missing";
        }

        foreach (var field in answered.EnumerateObject())
            if (!recorded.TryGetProperty(field.Name, out _) && !optional.Contains($"{path}.{field.Name}"))
                yield return $"{path}.{field.Name} is nothing that the real one has";
    }
}
