using System.Collections.Immutable;
using System.Text.Json;

namespace ActorPlatform.Api.Reading;

/// <summary>Reads one JSON object strictly: wrong types, missing and unknown fields go to the errors, and reading goes on.</summary>
/// <remarks>A field that is null counts as left out. <see cref="Close"/> reports what was not asked for.</remarks>
internal sealed class ObjectReader
{
    private readonly Dictionary<string, JsonElement> _fields = [];
    private readonly HashSet<string> _known = [];
    private readonly string _path;
    private readonly InputErrors _errors;

    public ObjectReader(JsonElement element, string path, InputErrors errors)
    {
        (_path, _errors) = (path, errors);
        if (element.ValueKind != JsonValueKind.Object)
            errors.Add(path.Length == 0 ? "body" : path, $"is {Kind(element)}; an object is expected.");
        else
            foreach (var property in element.EnumerateObject())
                _fields[property.Name] = property.Value;
    }

    public string PathOf(string name) => _path.Length == 0 ? name : $"{_path}.{name}";

    public string? Text(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => CleanText(PathOf(name), value.GetString()!),
        { } value => Wrong<string>(name, value, "a string"),
    };

    /// <summary>A text that must be there; empty, and an error, when it is not.</summary>
    public string RequiredText(string name)
    {
        if (Find(name) is null && !_errors.Has(_path))
            _errors.Add(PathOf(name), "is missing.");
        return Text(name) ?? "";
    }

    public int? Int(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out var number) => number,
        { } value => WrongValue<int>(name, value, "a whole number"),
    };

    public bool? Bool(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } value => WrongValue<bool>(name, value, "true or false"),
    };

    public TimeSpan? Duration(string name)
    {
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.String && IsoDuration.TryParse(value.GetString()!, out var duration))
            return duration;
        return WrongValue<TimeSpan>(name, value, "an ISO 8601 duration such as PT30S, PT1H, P1D");
    }

    /// <summary>An object within; one without fields when it is left out.</summary>
    public ObjectReader Object(string name) => Find(name) is { } value ? new ObjectReader(value, PathOf(name), _errors) : new ObjectReader(JsonDocument.Parse("{}").RootElement, PathOf(name), _errors);

    /// <summary>An object that must be there.</summary>
    public ObjectReader RequiredObject(string name)
    {
        if (Find(name) is null)
            _errors.Add(PathOf(name), "is missing.");
        return Object(name);
    }

    public ImmutableArray<string> Texts(string name)
    {
        if (Find(name) is not { } value)
            return [];
        if (value.ValueKind != JsonValueKind.Array)
        {
            Wrong<object>(name, value, "a list of strings");
            return [];
        }

        var texts = ImmutableArray.CreateBuilder<string>();
        foreach (var (index, item) in value.EnumerateArray().Index())
            if (item.ValueKind == JsonValueKind.String)
                texts.Add(CleanText($"{PathOf(name)}[{index}]", item.GetString()!));
            else
                _errors.Add($"{PathOf(name)}[{index}]", $"is {Kind(item)}; a string is expected.");
        return texts.ToImmutable();
    }

    public ImmutableSortedDictionary<string, string> TextMap(string name)
    {
        var map = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (key, path, value) in Entries(name))
            if (value.ValueKind == JsonValueKind.String)
                map[key] = CleanText(path, value.GetString()!);
            else
                _errors.Add(path, $"is {Kind(value)}; a string is expected.");
        return map.ToImmutable();
    }

    /// <summary>The objects of a map, by their keys.</summary>
    public IEnumerable<(string Key, ObjectReader Reader)> ObjectMap(string name) => Entries(name).Select(e => (e.Key, new ObjectReader(e.Value, e.Path, _errors)));

    /// <summary>Reports the fields that nobody asked for.</summary>
    public void Close()
    {
        foreach (var name in _fields.Keys.Where(n => !_known.Contains(n)))
            _errors.Add(PathOf(Reading.Text.Shown(name)), $"is not known here.{Nearest.Hint(name, _known)}{(Nearest.Of(name, _known) is null ? $" Known: {string.Join(", ", _known.Order())}." : "")}");
    }

    private IEnumerable<(string Key, string Path, JsonElement Value)> Entries(string name)
    {
        if (Find(name) is not { } value)
            return [];
        if (value.ValueKind == JsonValueKind.Object)
            return value.EnumerateObject().Select(p => (p.Name, $"{PathOf(name)}.{Reading.Text.Shown(p.Name)}", p.Value));
        Wrong<object>(name, value, "an object");
        return [];
    }

    private JsonElement? Find(string name)
    {
        _known.Add(name);
        return _fields.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    private string CleanText(string path, string text)
    {
        if (text.Contains('\0'))
            _errors.Add(path, "contains U+0000.");
        return text;
    }

    private T? Wrong<T>(string name, JsonElement value, string expected)
        where T : class
    {
        _errors.Add(PathOf(name), $"is {Kind(value)}; {expected} is expected.");
        return null;
    }

    private T? WrongValue<T>(string name, JsonElement value, string expected)
        where T : struct
    {
        _errors.Add(PathOf(name), $"is {Kind(value)}; {expected} is expected.");
        return null;
    }

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => $"the string '{Reading.Text.Shown(value.GetString()!)}'",
        JsonValueKind.Number => $"the number {Reading.Text.Shown(value.GetRawText())}",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        _ => "null",
    };
}
