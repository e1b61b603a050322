namespace ActorPlatform.Rest;

/// <summary>Limits of everything that is sent to one cluster.</summary>
public sealed record RestLimits
{
    /// <summary>Opening a connection.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>One call from its start to the last byte of its answer, where the call names no other.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes of an answer, where the call names no other.</summary>
    public long MaxResponseBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Connections to one endpoint.</summary>
    public int ConnectionsPerEndpoint { get; init; } = 16;

    /// <summary>Requests per second to resource managers and HDFS, sustained.</summary>
    public int ControlRate { get; init; } = 100;

    /// <summary>Requests per second to all JobManagers together, sustained.</summary>
    public int JobManagerRate { get; init; } = 500;

    /// <summary>Requests that may wait for a token in each bucket; the next one is refused.</summary>
    public int QueueLimit { get; init; } = 1000;

    /// <summary>Faults within <see cref="BreakerWindow"/> that open an endpoint's breaker, 2 at least.</summary>
    public int BreakerFaults { get; init; } = 5;

    /// <summary>The window in which faults count.</summary>
    public TimeSpan BreakerWindow { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an open breaker refuses before it lets one probe through.</summary>
    public TimeSpan BreakerPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What each request says of its sender.</summary>
    public string UserAgent { get; init; } = "actorplatform";

    /// <summary>Breakers kept in memory; the longest unused one goes first.</summary>
    public int MaxEndpoints { get; init; } = 20_000;
}
