namespace ActorPlatform.Api.Wire;

/// <summary>A list, or a page of one.</summary>
/// <param name="NextCursor">Left out on the last page.</param>
internal sealed record ListBody<T>(IReadOnlyList<T> Items, string? NextCursor = null);

/// <summary>A page of jobs.</summary>
/// <param name="AsOf">The event position of the view.</param>
internal sealed record JobListBody(IReadOnlyList<JobBody> Items, string? NextCursor, string AsOf);

/// <summary>A page of events.</summary>
/// <param name="Next">The position to ask after.</param>
internal sealed record EventListBody(IReadOnlyList<EventBody> Items, string Next);

/// <summary>Counts of jobs.</summary>
/// <param name="Total">All jobs that pass the filters.</param>
/// <param name="By">For each column that was asked for: its values, and how many jobs have them.</param>
/// <param name="AsOf">The event position of the view.</param>
internal sealed record JobSummaryBody(long Total, IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> By, string AsOf);
