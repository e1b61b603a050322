namespace ActorPlatform.Client;

/// <summary>Which jobs to list; what is left out filters nothing.</summary>
public sealed record JobFilter
{
    /// <summary>Any of these: RUNNING, FAILED.</summary>
    public IReadOnlyList<string> Statuses { get; init; } = [];

    /// <summary>Any of these: GREEN, YELLOW, RED.</summary>
    public IReadOnlyList<string> Healths { get; init; } = [];

    /// <summary>The tenant.</summary>
    public string? Tenant { get; init; }

    /// <summary>The cluster.</summary>
    public string? Cluster { get; init; }

    /// <summary>Labels that all have to be there.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>A part of the name, the id or the external id.</summary>
    public string? Text { get; init; }

    /// <summary>Only those that could not be loaded, or only others.</summary>
    public bool? Quarantined { get; init; }

    /// <summary>name, status, health, restoreAge or updatedAt.</summary>
    public string? Sort { get; init; }

    /// <summary>Whether specs come along.</summary>
    public bool WithSpec { get; init; }

    /// <summary>1 to 500.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Where the page before ended.</summary>
    public string? Cursor { get; init; }
}

/// <summary>Which operations to list.</summary>
public sealed record OperationFilter
{
    /// <summary>PENDING, RUNNING, SUCCEEDED or FAILED.</summary>
    public string? State { get; init; }

    /// <summary>Of one job.</summary>
    public string? JobId { get; init; }

    /// <summary>1 to 500.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Where the page before ended.</summary>
    public string? Cursor { get; init; }
}

/// <summary>Which commands to list; what is left out filters nothing.</summary>
public sealed record AuditFilter
{
    /// <summary>To one job.</summary>
    public string? JobId { get; init; }

    /// <summary>Of one person.</summary>
    public string? By { get; init; }

    /// <summary>Given then or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Given before.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>1 to 500.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Where the page before ended.</summary>
    public string? Cursor { get; init; }
}

/// <summary>Which part of a log to read.</summary>
public sealed record LogFilter
{
    /// <summary>jobmanager, container, or taskmanager- with its id; the JobManager's when left out.</summary>
    public string? Source { get; init; }

    /// <summary>At most so many bytes, up to 1 MiB; 64 KiB when left out.</summary>
    public int? Bytes { get; init; }

    /// <summary>The part that ends there: <see cref="Model.LogPart.Before"/> of another one.</summary>
    public long? Before { get; init; }

    /// <summary>Only lines that contain this.</summary>
    public string? Text { get; init; }
}
