using ActorPlatform.Hocon.Resolution;
using ActorPlatform.Hocon.Syntax;
using ActorPlatform.Hocon.Values;

namespace ActorPlatform.Hocon;

/// <summary>Reads HOCON: the text, the files it includes, and its substitutions.</summary>
public static class HoconFile
{
    /// <summary>Reads a file and all that it includes.</summary>
    /// <param name="path">The file; relative to the working directory.</param>
    /// <param name="options">Limits and environment; the defaults when null.</param>
    /// <returns>An object, or a list when the file holds one.</returns>
    /// <exception cref="HoconException">The file is not there or not valid; the message names file, line and column.</exception>
    public static HoconValue Read(string path, HoconReadOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= HoconReadOptions.Default;
        var file = Path.GetFullPath(path);
        var source = SourceText.Read(file, null, options)
            ?? throw new HoconException(HoconOrigin.Of(file), "the file is not there");
        return Resolve(source, options);
    }

    /// <summary>Reads a text. It may include files by absolute paths only.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">What errors and origins call it.</param>
    /// <param name="options">Limits and environment; the defaults when null.</param>
    /// <exception cref="HoconException">The text is not valid.</exception>
    public static HoconValue Parse(string text, string name = "text", HoconReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        options ??= HoconReadOptions.Default;
        return Resolve(SourceText.Of(name, text, options), options);
    }

    private static HoconValue Resolve(SourceText source, HoconReadOptions options) =>
        Resolve(new Parser(source, new IncludeLoader(options), options).ParseRoot(), options);

    internal static HoconValue Resolve(Node parsed, HoconReadOptions options)
    {
        var root = parsed as ObjectNode ?? new ObjectNode(parsed.Origin);
        var resolver = new Resolver(root, options);
        return new Materializer(resolver, options).Finish(resolver.Evaluate(Resolver.One(parsed)))!;
    }
}
