using ActorPlatform.Hocon.Syntax;
using ActorPlatform.Hocon.Values;

namespace ActorPlatform.Hocon.Configuration;

/// <summary>Settings of a command line: <c>key=value</c>, the key a HOCON path.</summary>
/// <remarks>
/// A value that begins with <c>[</c>, <c>{</c> or <c>"</c> is HOCON. Any other is taken as it stands: a URL or a
/// connection string needs no quotes within those of the shell.
/// </remarks>
internal static class Overrides
{
    public static HoconValue Read(IEnumerable<string> settings, HoconReadOptions options)
    {
        var root = new ObjectNode(HoconOrigin.Of("--set"));
        foreach (var setting in settings)
            Add(root, setting, options);
        return HoconFile.Resolve(root, options);
    }

    private static void Add(ObjectNode root, string setting, HoconReadOptions options)
    {
        var source = $"--set {setting}";
        var at = HoconOrigin.Of(source);
        var equal = FirstEqual(setting);
        if (equal < 0)
            throw new HoconException(at, "no '='; allowed: key=value, such as actorplatform.node.name=n2");
        var path = HoconPath.Parse(setting[..equal], source);
        if (path.Count > options.MaxDepth)
            throw new HoconException(at, $"the key is more than {options.MaxDepth} levels deep");
        var holder = root;
        foreach (var key in path.SkipLast(1))
            holder = holder.Open(key, at);
        holder.Add(path[^1], Value(setting[(equal + 1)..].Trim(), at, options));
    }

    private static Node Value(string text, HoconOrigin at, HoconReadOptions options) =>
        text.StartsWith('[') || text.StartsWith('{') || text.StartsWith('"') ? Parsed(text, at, options) : Literal(text, at);

    private static Node Parsed(string text, HoconOrigin at, HoconReadOptions options)
    {
        var source = SourceText.Of(at.Source, $"value = {text}", options);
        var parsed = (ObjectNode)new Parser(source, new IncludeLoader(options), options).ParseRoot();
        return parsed is { Keys: ["value"] } && parsed.Layers("value") is [var value]
            ? value
            : throw new HoconException(at, "more than one value; give each key a --set of its own");
    }

    private static ScalarNode Literal(string text, HoconOrigin at)
    {
        var kind = text switch
        {
            "null" => HoconScalarKind.Null,
            "true" or "false" => HoconScalarKind.Boolean,
            _ => HoconCharacters.IsNumber(text) ? HoconScalarKind.Number : HoconScalarKind.Text,
        };
        return new ScalarNode(at, kind, text);
    }

    private static int FirstEqual(string setting)
    {
        var quoted = false;
        for (var i = 0; i < setting.Length; i++)
        {
            quoted ^= setting[i] == '"';
            if (setting[i] == '=' && !quoted)
                return i;
        }

        return -1;
    }
}
