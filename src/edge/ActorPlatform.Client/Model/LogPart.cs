namespace ActorPlatform.Client.Model;

/// <summary>A part of a run's log, in whole lines.</summary>
public sealed record LogPart : Answered
{
    /// <summary>Whose log.</summary>
    public string? Source { get; init; }

    /// <summary>Who gave it.</summary>
    public string? Origin { get; init; }

    /// <summary>Where in the file the part begins, in bytes.</summary>
    public long From { get; init; }

    /// <summary>Where it ends.</summary>
    public long To { get; init; }

    /// <summary>The file's length when it was read.</summary>
    public long Length { get; init; }

    /// <summary>Asks for the part before this one; null at the beginning of the file.</summary>
    public long? Before { get; init; }

    /// <summary>The lines.</summary>
    public required string Text { get; init; }
}
