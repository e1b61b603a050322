using System.Text.Json;
using ActorPlatform.Client;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Host.Cli;

/// <summary>A field that two specs have differently.</summary>
/// <param name="Path">The field: <c>args[1]</c>, <c>target.queue</c>.</param>
/// <param name="From">Its value; null where it is not there.</param>
/// <param name="To">Its other value.</param>
internal sealed record SpecChange(string Path, string? From, string? To);

/// <summary>What two specs have differently.</summary>
internal static class SpecChanges
{
    public static IReadOnlyList<SpecChange> Of(JobSpec from, JobSpec to)
    {
        var (left, right) = (Leaves(from), Leaves(to));
        return [.. left.Keys.Union(right.Keys).Order(StringComparer.Ordinal)
            .Select(path => new SpecChange(path, left.GetValueOrDefault(path), right.GetValueOrDefault(path))).Where(change => change.From != change.To)];
    }

    private static Dictionary<string, string> Leaves(JobSpec spec)
    {
        var leaves = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(leaves, "", JsonElement.Parse(ActorPlatformJson.Write(spec)));
        return leaves;
    }

    private static void Add(Dictionary<string, string> leaves, string path, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var field in value.EnumerateObject())
                    Add(leaves, path.Length == 0 ? field.Name : $"{path}.{field.Name}", field.Value);
                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in value.EnumerateArray().Index())
                    Add(leaves, $"{path}[{index}]", item);
                break;
            default:
                leaves[path] = value.ToString();
                break;
        }
    }
}
