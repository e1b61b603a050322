using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Retry;

namespace ActorPlatform.Jobs.Runs;

/// <summary>What a submission does next, or how it ended.</summary>
public abstract record SubmissionStep
{
    private SubmissionStep()
    {
    }

    /// <summary>Post the journaled id with its body, now.</summary>
    public sealed record Post : SubmissionStep
    {
        /// <summary>The only instance.</summary>
        public static readonly Post Instance = new();
    }

    /// <summary>Look the id up after a pause.</summary>
    public sealed record LookUp(SubmissionPause Pause) : SubmissionStep;

    /// <summary>Ask whether the resource manager still knows all that ended since the run was planned.</summary>
    public sealed record Recall : SubmissionStep
    {
        /// <summary>The only instance.</summary>
        public static readonly Recall Instance = new();
    }

    /// <summary>End: the resource manager has stored it.</summary>
    public sealed record Accepted(ApplicationReport Report) : SubmissionStep;

    /// <summary>End: it was there, and is over already. Never posted again.</summary>
    public sealed record Ended(ApplicationReport Report) : SubmissionStep;

    /// <summary>End: it was refused, and nothing of it can be there.</summary>
    public sealed record Refused(Failure Failure) : SubmissionStep;

    /// <summary>End: a settled resource manager does not know it, and no post can arrive any more.</summary>
    /// <param name="MayBeForgotten">True when it may have run and ended before anybody saw it.</param>
    public sealed record Absent(bool MayBeForgotten) : SubmissionStep;
}

/// <summary>How long to wait before looking.</summary>
public enum SubmissionPause
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>As long as a resource manager needs to store an application.</summary>
    Moment,

    /// <summary>Longer each time, up to a bound.</summary>
    BackOff,
}

/// <summary>What a step of a submission brought to light.</summary>
public abstract record SubmissionSight
{
    private SubmissionSight()
    {
    }

    /// <summary>The post was answered.</summary>
    public sealed record Posted(PostOutcome Outcome) : SubmissionSight;

    /// <summary>The post was not answered.</summary>
    /// <param name="NotSent">True when it certainly never reached the resource manager.</param>
    public sealed record PostUnknown(bool NotSent, string Why) : SubmissionSight;

    /// <summary>The look-up was answered.</summary>
    public sealed record LookedUp(ApplicationLookup Result) : SubmissionSight;

    /// <summary>The question what is still remembered was answered.</summary>
    /// <param name="Everything">True when certainly nothing that ended since the run was planned is forgotten.</param>
    public sealed record Recalled(bool Everything) : SubmissionSight;

    /// <summary>The look-up, or the question what is still remembered, was not answered.</summary>
    public sealed record LookUpUnknown(string Why) : SubmissionSight;
}
