using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace ActorPlatform.Hosting.Configuration;

/// <summary>Two clusters that replicate to each other; <c>actorplatform.pairs.NAME</c>.</summary>
public sealed class PairOptions
{
    /// <summary>The names of the two clusters.</summary>
    public List<string> Clusters { get; set; } = [];

    /// <summary>How restore points are copied.</summary>
    public ReplicationOptions Replication { get; set; } = new();
}

/// <summary>How restore points are copied between the clusters of a pair.</summary>
public sealed class ReplicationOptions
{
    /// <summary>The pause between two rounds.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan Every { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The most that copying takes, bytes per second.</summary>
    [ConfigurationKeyName("bandwidth")]
    [Range(1024, 100L * 1024 * 1024 * 1024)]
    public long BandwidthBytes { get; set; } = 100_000_000;
}
