namespace ActorPlatform.Client.Http;

/// <summary>How the client speaks to an engine over HTTP.</summary>
public sealed class ActorPlatformHttpOptions
{
    /// <summary>How long a request that is not answered, or with 503 or 429, is repeated; zero: never.</summary>
    public TimeSpan RepeatFor { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The first pause between two tries; doubles up to 5 s. An engine that says when to come back is obeyed.</summary>
    public TimeSpan Pause { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long one try may take, beside what it waits for by <see cref="CommandOptions.Wait"/>.</summary>
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a stream of events may be silent before it is connected again; engines say something every 15 s or so.</summary>
    public TimeSpan SilentWithin { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Told before each repetition, with why.</summary>
    public Action<string>? Repeating { get; set; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;
}
