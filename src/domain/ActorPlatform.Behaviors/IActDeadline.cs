namespace ActorPlatform.Behaviors;

/// <summary>The right of this process to act on the outside world and to poll it (design: act deadline).</summary>
/// <remarks>Thread safe. Checked in the innermost message handler, below retry, limiter and pool: a process that slept must find the right gone when it wakes.</remarks>
public interface IActDeadline
{
    /// <summary>True while the last renewal, counted from before it was sent, is young enough.</summary>
    bool MayAct { get; }

    /// <summary>Cancelled when the present right is lost; a new token stands here after the next renewal.</summary>
    CancellationToken Lost { get; }
}
