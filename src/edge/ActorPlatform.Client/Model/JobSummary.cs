namespace ActorPlatform.Client.Model;

/// <summary>How many jobs there are.</summary>
public sealed record JobSummary : Answered
{
    /// <summary>All that pass the filter.</summary>
    public required long Total { get; init; }

    /// <summary>For each column that was asked for: its values, and how many jobs have them.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> By { get; init; }

    /// <summary>The event position of the view, to follow from.</summary>
    public string? AsOf { get; init; }
}
