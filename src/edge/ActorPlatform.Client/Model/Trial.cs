namespace ActorPlatform.Client.Model;

/// <summary>What a command would do; nothing was done.</summary>
public sealed record Trial : Answered
{
    /// <summary>Always true.</summary>
    public bool DryRun { get; init; }

    /// <summary>False when it would change nothing: the job is as it would be.</summary>
    public bool Changes { get; init; }

    /// <summary>Whose it is.</summary>
    public required string JobId { get; init; }

    /// <summary>The status that the job would have at once.</summary>
    public string? Status { get; init; }

    /// <summary>The version of the spec that it would have.</summary>
    public int SpecVersion { get; init; }

    /// <summary>The operation that it would be.</summary>
    public TrialOperation? Operation { get; init; }

    /// <summary>The run that would be prepared.</summary>
    public TrialRun? Run { get; init; }

    /// <summary>What that run would start from, among what, and why.</summary>
    public Decision? Restore { get; init; }

    /// <summary>Whether its cluster has room for that run now.</summary>
    public TrialCapacity? Capacity { get; init; }
}

/// <summary>An operation that would be made.</summary>
/// <param name="Kind">START, SUSPEND and others.</param>
/// <param name="State">RUNNING, or PENDING behind another one.</param>
public sealed record TrialOperation(string Kind, string State);

/// <summary>A run that would be prepared.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Cluster">Where.</param>
/// <param name="SpecVersion">With which version of the spec.</param>
public sealed record TrialRun(int Number, string Cluster, int SpecVersion);

/// <summary>Room for a run on its cluster, as last seen.</summary>
public sealed record TrialCapacity : Answered
{
    /// <summary>Which cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>How well it is seen.</summary>
    public string? Visibility { get; init; }

    /// <summary>Of the JobManager and of as many TaskManagers as the parallelism needs.</summary>
    public long NeededMemoryMb { get; init; }

    /// <summary>Likewise.</summary>
    public long NeededCores { get; init; }

    /// <summary>Null while it was never read; so are the other figures of the cluster.</summary>
    public long? FreeMemoryMb { get; init; }

    /// <summary>Free now.</summary>
    public int? FreeCores { get; init; }

    /// <summary>The largest container that it gives.</summary>
    public long? MaxContainerMb { get; init; }

    /// <summary>Whether it fits now; says nothing of the limits of its queue.</summary>
    public bool? Fits { get; init; }
}
