using ActorPlatform.Behaviors;

namespace ActorPlatform.Jobs.Facade;

/// <summary>What a command would do.</summary>
public abstract record Trial
{
    private Trial()
    {
    }

    /// <summary>It would be accepted.</summary>
    /// <param name="Before">The state now; the initial one when the job is not defined.</param>
    /// <param name="After">The state that it would lead to at once; the same when nothing would change.</param>
    public sealed record Accepted(JobState Before, JobState After, Reply Reply) : Trial;

    /// <summary>It would be refused.</summary>
    public sealed record Rejected(Rejection Reason) : Trial;
}
