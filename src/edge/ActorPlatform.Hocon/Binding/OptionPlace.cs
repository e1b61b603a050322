using ActorPlatform.Hocon.Configuration;

namespace ActorPlatform.Hocon.Binding;

/// <summary>A place in a configuration: the key to look up and the path to show.</summary>
internal sealed record OptionPlace(string Key, string Path)
{
    /// <summary>The place of a path in HOCON's spelling, or of a configuration key with colons.</summary>
    public static OptionPlace Of(string path)
    {
        if (path.Length == 0)
            return new OptionPlace("", "");
        var segments = path.Contains(':') ? path.ToLowerInvariant().Split(':') : HoconPath.Parse(path, path);
        return new OptionPlace(string.Join(':', segments.Select(KeyNames.Flat)), HoconPath.Render(segments));
    }

    public OptionPlace At(OptionProperty property) => At(property.Key.Replace("-", ""), property.Key);

    /// <summary>The place of an element: its key is the user's, in both spellings.</summary>
    public OptionPlace At(string key) => At(key, key);

    private OptionPlace At(string key, string segment)
    {
        var shown = HoconPath.Render([segment]);
        return new OptionPlace(Key.Length == 0 ? key : $"{Key}:{key}", Path.Length == 0 ? shown : $"{Path}.{shown}");
    }
}
