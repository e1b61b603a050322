using System.Collections.Immutable;

namespace ActorPlatform.Hocon.Syntax;

/// <summary>Where in the whole tree a piece of text stands.</summary>
/// <param name="Prefix">The path at which its file was included.</param>
/// <param name="Path">The path inside its file.</param>
/// <param name="Depth">Levels above it, lists counted.</param>
/// <param name="InList">Whether a list is among them: what stands in it has no path.</param>
internal sealed record ParseScope(ImmutableArray<string> Prefix, ImmutableArray<string> Path, int Depth, bool InList)
{
    public static ParseScope Root { get; } = new([], [], 0, InList: false);

    public ParseScope At(IReadOnlyList<string> keys) => this with { Path = Path.AddRange(keys), Depth = Depth + keys.Count };

    public ParseScope InsideList() => this with { Depth = Depth + 1, InList = true };

    /// <summary>The scope of the root of a file that is included here.</summary>
    public ParseScope Included() => this with { Prefix = Prefix.AddRange(Path), Path = [] };
}
