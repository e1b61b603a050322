using System.Globalization;
using ActorPlatform.Hocon.Values;

namespace ActorPlatform.Hocon.Configuration;

/// <summary>Makes flat configuration keys of a tree: <c>a.b-c[0]</c> becomes <c>a:bc:0</c>.</summary>
internal sealed class Flattener(HoconConfigurationOptions options)
{
    private readonly PathPattern[] _maps = [.. options.MapPaths.Select(path => new PathPattern(path))];
    private readonly Dictionary<string, FlatEntry> _entries = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The entries, by key in any case.</summary>
    /// <exception cref="HoconException">Two keys are one configuration key, or a key cannot be one.</exception>
    public IReadOnlyDictionary<string, FlatEntry> Flatten(HoconObject root)
    {
        foreach (var (key, value) in root.Fields)
        {
            if (!options.TreeKeys.Contains(key))
                Add([key], Key([key], value), value);
        }

        return _entries;
    }

    private void Add(IReadOnlyList<string> path, string key, HoconValue value)
    {
        var entry = new FlatEntry(key, IsLeaf(value), Leaf(value), HoconPath.Render(path), value.Origin);
        if (!_entries.TryAdd(key, entry))
        {
            throw new HoconException(
                value.Origin,
                $"'{entry.Path}' and '{_entries[key].Path}' ({_entries[key].Origin}) are the same option; keys differ by more than case and dashes");
        }

        foreach (var (name, child) in Children(value))
        {
            IReadOnlyList<string> inner = [.. path, name];
            Add(inner, $"{key}:{Key(inner, child)}", child);
        }
    }

    private static IEnumerable<KeyValuePair<string, HoconValue>> Children(HoconValue value) => value switch
    {
        HoconObject fields => fields.Fields,
        HoconList list => list.Items.Select((item, index) => KeyValuePair.Create(index.ToString(CultureInfo.InvariantCulture), item)),
        _ => [],
    };

    private string Key(IReadOnlyList<string> path, HoconValue value)
    {
        var name = path[^1];
        if (name.Contains(':') || name.Length == 0)
            throw new HoconException(value.Origin, $"the key of '{HoconPath.Render(path)}' is empty or has a ':'; neither can be looked up");
        return Array.Exists(_maps, map => map.Matches(path)) ? name : KeyNames.Flat(name);
    }

    private static bool IsLeaf(HoconValue value) => value is HoconScalar || value.Weight == 1;

    // As the JSON provider has it: an empty list is an empty text, an empty object and null are no text.
    private static string? Leaf(HoconValue value) => value switch
    {
        HoconScalar { Kind: not HoconScalarKind.Null } scalar => scalar.Text,
        HoconList { Items.Count: 0 } => "",
        _ => null,
    };
}
