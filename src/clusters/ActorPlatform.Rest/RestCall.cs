namespace ActorPlatform.Rest;

/// <summary>Which token bucket pays for a call: polls of thousands of JobManagers must not starve a kill.</summary>
public enum RestLane
{
    /// <summary>Resource managers and HDFS.</summary>
    Control,

    /// <summary>JobManagers.</summary>
    JobManagers,
}

/// <summary>One HTTP request, tried once.</summary>
/// <param name="Method">GET, PUT, POST, DELETE.</param>
/// <param name="Uri">Absolute, already escaped.</param>
public sealed record RestCall(HttpMethod Method, Uri Uri)
{
    /// <summary>A JSON body.</summary>
    public string? Json { get; init; }

    /// <summary>A streamed body; opened once per call.</summary>
    public Func<Stream>? Upload { get; init; }

    /// <summary>Time limit of the whole call; null: <see cref="RestLimits.CallTimeout"/>.</summary>
    public TimeSpan? Within { get; init; }

    /// <summary>Size limit of the answer; null: <see cref="RestLimits.MaxResponseBytes"/>.</summary>
    public long? MaxResponseBytes { get; init; }

    /// <summary>Reads the document of a successful JSON answer while it comes in, for answers too large to be held as a whole; then the answer has it and no body. See <see cref="JsonAnswer.Streamed"/>.</summary>
    public Func<Stream, CancellationToken, ValueTask<object?>>? ReadDocument { get; init; }

    /// <summary>Who pays.</summary>
    public RestLane Lane { get; init; }

    /// <summary>Scheme, host and port: what breakers and messages name.</summary>
    public string Endpoint => Uri.GetLeftPart(UriPartial.Authority);

    /// <summary>For messages: method and path, without the query (it may hold a user).</summary>
    public string Describe() => $"{Method} {Uri.GetLeftPart(UriPartial.Path)}";

    /// <summary>A GET.</summary>
    public static RestCall Get(Uri uri) => new(HttpMethod.Get, uri);
}
