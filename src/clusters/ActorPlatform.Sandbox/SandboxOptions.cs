using System.Net;

namespace ActorPlatform.Sandbox;

/// <summary>What a sandbox is made of.</summary>
public sealed record SandboxOptions
{
    /// <summary>Its clusters, by different names.</summary>
    public required IReadOnlyList<SandboxClusterOptions> Clusters { get; init; }

    /// <summary>Where the control routes are; loopback only. With a port, the clusters take the ports after it; with port 0, all are free ones.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>The folder that keeps the clusters' state over restarts; null: in memory, gone with the process.</summary>
    public string? Data { get; init; }
}

/// <summary>One simulated cluster.</summary>
/// <param name="Name">Its name in the control routes, of [a-z0-9-].</param>
public sealed record SandboxClusterOptions(string Name)
{
    /// <summary>What small differences between applications are drawn from: the same seed gives the same ones.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>From a submission to all tasks running, give or take a fifth.</summary>
    public TimeSpan Start { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The checkpoint interval of jobs that set none (<c>execution.checkpointing.interval</c>).</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromSeconds(5);
}
