namespace ActorPlatform.Hocon;

/// <summary>Where a value was written: a file (or the name of a text), line and column, both from 1. Line 0: the source has no lines.</summary>
public readonly record struct HoconOrigin(string Source, int Line, int Column)
{
    /// <summary>An origin without lines, such as an environment variable.</summary>
    public static HoconOrigin Of(string source) => new(source, 0, 0);

    /// <summary><c>file:line:column</c>, the form that editors jump to.</summary>
    public override string ToString() => Line == 0 ? Source : $"{Source}:{Line}:{Column}";
}
