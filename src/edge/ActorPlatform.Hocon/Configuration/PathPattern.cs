namespace ActorPlatform.Hocon.Configuration;

/// <summary>A path in which <c>*</c> stands for one key and <c>**</c> for one or more.</summary>
internal sealed class PathPattern(string pattern)
{
    private readonly string[] _parts = pattern.Split('.');

    public bool Matches(IReadOnlyList<string> path) => Matches(path, 0, 0);

    private bool Matches(IReadOnlyList<string> path, int at, int part)
    {
        if (part == _parts.Length)
            return at == path.Count;
        if (at == path.Count)
            return false;
        if (_parts[part] == "**")
            return Matches(path, at + 1, part) || Matches(path, at + 1, part + 1);
        return (_parts[part] == "*" || KeyNames.Same(_parts[part], path[at])) && Matches(path, at + 1, part + 1);
    }
}
