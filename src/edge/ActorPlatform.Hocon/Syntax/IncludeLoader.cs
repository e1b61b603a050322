namespace ActorPlatform.Hocon.Syntax;

/// <summary>Finds the files of include statements, beside the file that includes them, and bounds how many one reading opens.</summary>
internal sealed class IncludeLoader(HoconReadOptions options)
{
    private static readonly string[] _extensions = [".json", ".conf"];

    private int _opened;

    /// <summary>The files that a name stands for, in the order of merging; none when a file is missing that may be.</summary>
    public IReadOnlyList<SourceText> Find(SourceText includer, string name, bool required, HoconOrigin at)
    {
        var found = Candidates(FullPath(includer, name, at), at)
            .Select(file => Open(file, includer, at))
            .OfType<SourceText>()
            .ToList();
        return found.Count == 0 && required
            ? throw new HoconException(at, $"the required file \"{name}\" is not there; looked beside {includer.Name} for it")
            : found;
    }

    private static string FullPath(SourceText includer, string name, HoconOrigin at)
    {
        if (name.Length == 0 || name.Contains('\0'))
            throw new HoconException(at, "include needs the name of a file");
        if (name.Contains("://"))
            throw new HoconException(at, $"\"{name}\" is a URL; allowed: files, relative to the file that includes them");
        var directory = includer.File is null ? null : Path.GetDirectoryName(includer.File);
        return Path.IsPathRooted(name) || directory is not null
            ? Path.GetFullPath(Path.Combine(directory ?? "/", name))
            : throw new HoconException(at, $"include \"{name}\" in a text that is no file; allowed there: absolute paths");
    }

    /// <summary>A name without a known extension stands for itself, then name.json, then name.conf; the later override.</summary>
    private static IEnumerable<string> Candidates(string path, HoconOrigin at)
    {
        if (path.EndsWith(".properties", StringComparison.Ordinal))
            throw new HoconException(at, "a .properties file; allowed: .conf and .json");
        if (Array.Exists(_extensions, extension => path.EndsWith(extension, StringComparison.Ordinal)))
            return [path];
        // A folder of that name is no file: "letters" may stand beside "letters.conf".
        IEnumerable<string> itself = Directory.Exists(path) ? [] : [path];
        return [.. itself, .. _extensions.Select(extension => path + extension)];
    }

    private SourceText? Open(string file, SourceText includer, HoconOrigin at)
    {
        for (var above = includer; above is not null; above = above.Includer)
        {
            if (above.File == file)
                throw new HoconException(at, $"the file includes itself: {Chain(includer, file)}");
        }

        var opened = SourceText.Read(file, includer, options);
        if (opened is not null && ++_opened > options.MaxIncludes)
            throw new HoconException(at, $"more than {options.MaxIncludes} files are included");
        return opened;
    }

    private static string Chain(SourceText last, string file)
    {
        var files = new List<string> { file };
        for (var above = last; above is not null; above = above.Includer)
            files.Insert(0, above.Name);
        return string.Join(" → ", files);
    }
}
