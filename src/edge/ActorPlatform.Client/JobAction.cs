namespace ActorPlatform.Client;

/// <summary>What a job can be asked to do.</summary>
public abstract record JobAction
{
    private JobAction()
    {
    }

    /// <summary>Start, or go on.</summary>
    /// <param name="Restore">latest, none, or a restore point's id; left out where the rule decides.</param>
    public sealed record Start(string? Restore = null) : JobAction;

    /// <summary>Stop with a savepoint.</summary>
    /// <param name="Drain">Whether sources end first: such a job cannot go on.</param>
    public sealed record Suspend(bool Drain = false) : JobAction;

    /// <summary>Kill the run.</summary>
    /// <param name="ConfirmedDead">Nothing of the run lives, although nobody can prove it: recorded, and followed.</param>
    /// <param name="Reason">How that is known; required with it.</param>
    public sealed record Kill(bool ConfirmedDead = false, string? Reason = null) : JobAction;

    /// <summary>Suspend, then start from that savepoint.</summary>
    /// <param name="Restore">Another restore point to start from.</param>
    public sealed record Restart(string? Restore = null) : JobAction;

    /// <summary>Take a savepoint and go on.</summary>
    /// <param name="Format">CANONICAL or NATIVE.</param>
    public sealed record Savepoint(string Format = "CANONICAL") : JobAction;

    /// <summary>Retire the job.</summary>
    /// <param name="Force">Kill first what may be alive.</param>
    public sealed record Delete(bool Force = false) : JobAction;
}
