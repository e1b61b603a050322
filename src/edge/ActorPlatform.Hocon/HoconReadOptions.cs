namespace ActorPlatform.Hocon;

/// <summary>Limits of one reading, and where substitutions look when the text has no such key.</summary>
/// <remarks>Whatever the input, a reading ends with a value or a <see cref="HoconException"/> within these limits.</remarks>
public sealed record HoconReadOptions
{
    /// <summary>The defaults, with the environment of this process as fallback of substitutions.</summary>
    public static HoconReadOptions Default { get; } = new();

    /// <summary>The last resort of <c>${NAME}</c>: gives the text of a variable, or null where there is none.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>Levels of objects and lists inside each other, the segments of path keys counted.</summary>
    public int MaxDepth { get; init; } = 128;

    /// <summary>Size of one file, in bytes of UTF-8, or of one text, in characters.</summary>
    public int MaxSourceSize { get; init; } = 4 * 1024 * 1024;

    /// <summary>Files that one reading may open by <c>include</c>, each time counted.</summary>
    public int MaxIncludes { get; init; } = 500;

    /// <summary>Substitutions that may wait for each other; each <c>+=</c> of one key waits for the one before.</summary>
    public int MaxSubstitutionDepth { get; init; } = 250;

    /// <summary>Steps of resolving, and values and characters that substitutions may multiply into.</summary>
    public int MaxWork { get; init; } = 3_000_000;
}
