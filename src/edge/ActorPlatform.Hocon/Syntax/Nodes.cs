using ActorPlatform.Hocon.Values;

namespace ActorPlatform.Hocon.Syntax;

/// <summary>What was written, before substitutions: the parser makes these, the resolver reads them.</summary>
internal abstract class Node(HoconOrigin origin)
{
    public HoconOrigin Origin { get; } = origin;
}

internal sealed class ScalarNode(HoconOrigin origin, HoconScalarKind kind, string text) : Node(origin)
{
    public HoconScalarKind Kind { get; } = kind;

    public string Text { get; } = text;
}

/// <summary>Unquoted white space between two parts of a concatenation: text between texts, nothing between lists or objects.</summary>
internal sealed class WhitespaceNode(HoconOrigin origin, string text) : Node(origin)
{
    public string Text { get; } = text;
}

internal sealed class ListNode(HoconOrigin origin, IReadOnlyList<Node> items) : Node(origin)
{
    public IReadOnlyList<Node> Items { get; } = items;
}

internal sealed class SubstitutionNode(HoconOrigin origin, IReadOnlyList<string> prefix, IReadOnlyList<string> path, bool optional) : Node(origin)
{
    /// <summary>Where the file that holds the substitution was included; empty in the first file.</summary>
    public IReadOnlyList<string> Prefix { get; } = prefix;

    public IReadOnlyList<string> Path { get; } = path;

    public bool Optional { get; } = optional;

    public override string ToString() => $"${{{(Optional ? "?" : "")}{HoconPath.Render(Path)}}}";
}

internal sealed class ConcatenationNode(HoconOrigin origin, IReadOnlyList<Node> pieces) : Node(origin)
{
    public IReadOnlyList<Node> Pieces { get; } = pieces;
}
