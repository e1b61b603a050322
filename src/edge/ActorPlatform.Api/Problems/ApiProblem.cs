namespace ActorPlatform.Api.Problems;

/// <summary>An error as it is answered: <c>application/problem+json</c>.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">Stable and dotted: <c>job.not-found</c>.</param>
/// <param name="Title">The kind of error, in a few words.</param>
/// <param name="Detail">What happened to this request, and what to do.</param>
internal sealed record ApiProblem(int Status, string Code, string Title, string? Detail)
{
    /// <summary>For bad input: the field, and what is wrong with it and what is allowed.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>When it makes sense to repeat.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>A stable name of the kind of error.</summary>
    public string Type => $"urn:actorplatform:error:{Code}";
}
