namespace ActorPlatform.Client.Model;

/// <summary>How far a batch is.</summary>
public sealed record BatchProgress : Answered
{
    /// <summary>START, SUSPEND, KILL, RESTART, SAVEPOINT, RELEASE, DELETE.</summary>
    public required string Action { get; init; }

    /// <summary>Its jobs.</summary>
    public int Total { get; init; }

    /// <summary>Jobs whose end is known.</summary>
    public int Done { get; init; }

    /// <summary>Jobs that did what was asked.</summary>
    public int Succeeded { get; init; }

    /// <summary>Jobs that accepted, and did not do it.</summary>
    public int Failed { get; init; }

    /// <summary>Jobs that did not accept; nothing was changed about them.</summary>
    public int Refused { get; init; }

    /// <summary>Jobs begun and not over.</summary>
    public int InWork { get; init; }

    /// <summary>What the caller said.</summary>
    public string? Reason { get; init; }

    /// <summary>Of a batch of up to 100 jobs all of them; of a larger one the first 100 that failed or were refused. Null in lists.</summary>
    public IReadOnlyList<BatchResult>? Results { get; init; }
}

/// <summary>What became of a job of a batch.</summary>
public sealed record BatchResult : Answered
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>As it was called when it was selected.</summary>
    public string? Name { get; init; }

    /// <summary>PENDING, RUNNING, SUCCEEDED, FAILED, REFUSED.</summary>
    public required string State { get; init; }

    /// <summary>The job's operation; null when there is none, or none yet.</summary>
    public string? OperationId { get; init; }

    /// <summary>Stable and dotted: why it was refused, or how it failed.</summary>
    public string? Code { get; init; }

    /// <summary>The same in words.</summary>
    public string? Message { get; init; }
}

/// <summary>What a batch would do; nothing was done.</summary>
public sealed record BatchTrial : Answered
{
    /// <summary>Always true.</summary>
    public bool DryRun { get; init; } = true;

    /// <summary>What each job would be asked.</summary>
    public required string Action { get; init; }

    /// <summary>Jobs of the selection: what <see cref="BatchOrder.ExpectCount"/> has to be.</summary>
    public int Total { get; init; }

    /// <summary>Jobs that would accept.</summary>
    public int Allowed { get; init; }

    /// <summary>Jobs that would refuse.</summary>
    public int Refused { get; init; }

    /// <summary>The refusals by their codes.</summary>
    public IReadOnlyDictionary<string, int> RefusedBy { get; init; } = new Dictionary<string, int>();

    /// <summary>The first 100 jobs, those that would refuse first.</summary>
    public IReadOnlyList<BatchJobTrial> Results { get; init; } = [];
}

/// <summary>What a job of a batch would answer.</summary>
public sealed record BatchJobTrial : Answered
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>What it is called.</summary>
    public string? Name { get; init; }

    /// <summary>False when it would refuse.</summary>
    public bool Allowed { get; init; }

    /// <summary>The rule that refuses.</summary>
    public string? Code { get; init; }

    /// <summary>The same in words.</summary>
    public string? Message { get; init; }
}
