using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace ActorPlatform.Api;

/// <summary>Limits of the HTTP facade; the section <c>actorplatform.http</c>.</summary>
public sealed class ApiOptions
{
    /// <summary>Where the program listens: one http URL.</summary>
    [Required]
    public string Url { get; set; } = "http://127.0.0.1:8080";

    /// <summary>The largest body taken, in bytes; a larger one is answered 413.</summary>
    [Range(1024, 64 * 1024 * 1024)]
    [ConfigurationKeyName("max-body")]
    public long MaxBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>The deepest nesting of a body.</summary>
    [Range(8, 64)]
    public int MaxDepth { get; set; } = 16;

    /// <summary>The longest request headers together, in bytes; longer ones are answered 431.</summary>
    [Range(4 * 1024, 256 * 1024)]
    [ConfigurationKeyName("max-headers")]
    public int MaxHeaderBytes { get; set; } = 32 * 1024;

    /// <summary>How long headers may take to arrive.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan HeadersWithin { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a connection may stay open without a request.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan IdleWithin { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Bytes per second at which a client sends a body and takes an answer at least; a slower one is cut off.</summary>
    [Range(1, 1024 * 1024)]
    [ConfigurationKeyName("min-rate")]
    public int MinRateBytes { get; set; } = 240;

    /// <summary>How long a client may be slower than that.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:05:00")]
    public TimeSpan SlowWithin { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Connections at one time; further ones wait in the backlog of the system.</summary>
    [Range(16, 100_000)]
    public int MaxConnections { get; set; } = 2_000;

    /// <summary>Requests that are held by <c>?wait=</c> at one time; further commands are answered at once, as the operation stands, further reads with 429.</summary>
    [Range(1, 100_000)]
    public int MaxWaiting { get; set; } = 1_000;

    /// <summary>Streams of <c>/events</c> at one time; further ones are answered 429.</summary>
    [Range(1, 10_000)]
    public int MaxStreams { get; set; } = 100;

    /// <summary>How long a stream of <c>/events</c> may stay silent: then it sends a comment.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan StreamHeartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a client of <c>/events</c> may take for what was sent to it; a slower one is cut off.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan StreamWriteWithin { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The largest artifact taken, in bytes; a larger one is answered 413.</summary>
    [Range(1024, 8L * 1024 * 1024 * 1024)]
    [ConfigurationKeyName("max-artifact")]
    public long MaxArtifactBytes { get; set; } = 512L * 1024 * 1024;

    /// <summary>Artifacts uploaded at one time; each lies in a temporary file meanwhile. Further ones are answered 429.</summary>
    [Range(1, 100)]
    public int MaxUploads { get; set; } = 4;

    /// <summary>How long <c>?refresh=true</c> may look at the cluster.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:30")]
    public TimeSpan RefreshWithin { get; set; } = TimeSpan.FromSeconds(5);
}
