namespace ActorPlatform.Client;

/// <summary>How a command is sent.</summary>
public sealed record CommandOptions
{
    /// <summary>A repetition with the same key gets the first answer; up to 128 characters. A random one when left out, so that only repetitions within one call meet.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>How long to wait for the operation's end, at most 60 s.</summary>
    public TimeSpan Wait { get; init; }
}
