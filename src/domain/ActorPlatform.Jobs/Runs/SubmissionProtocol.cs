using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Retry;

namespace ActorPlatform.Jobs.Runs;

/// <summary>How a submission is carried to a known end, one step at a time, without a second application ever coming of it.</summary>
/// <remarks>
/// Pure: the engine and the simulation drive the same code. The invariants:
/// an unknown outcome is looked up before anything is repeated; a repetition is the same id and body, so that a late first post meets it;
/// it is posted again only where the resource manager certainly has forgotten nothing that ended since, else it may have run, ended and be forgotten, and would run a second time;
/// after <see cref="PostUntil"/> nothing is posted;
/// absence counts only when the resource manager is settled, and as an end only once no post can arrive any more.
/// </remarks>
/// <param name="PostUntil">After this time it is never posted, UTC.</param>
/// <param name="AbsenceCountsFrom">From this time on a settled "not found" proves that nothing of it lives or will, UTC.</param>
public sealed record SubmissionProtocol(DateTimeOffset PostUntil, DateTimeOffset AbsenceCountsFrom)
{
    /// <summary>True once a post may have reached the resource manager.</summary>
    public bool MayHaveHappened { get; init; }

    /// <summary>True once the resource manager may have forgotten it: it is not posted again.</summary>
    public bool MayBeForgotten { get; init; }

    /// <summary>A refusal that came while an earlier post may have been accepted: it is the end only when nothing is there.</summary>
    public Failure? Refusal { get; init; }

    /// <summary>Why the last call had no known outcome.</summary>
    public string? LastTrouble { get; init; }

    /// <summary>The first step.</summary>
    /// <param name="postUntil">As journaled with the intent.</param>
    /// <param name="absenceCountsFrom">When no post can arrive any more.</param>
    /// <param name="mayHaveHappened">True when an earlier owner or attempt may have posted.</param>
    /// <param name="now">The time, UTC.</param>
    public static SubmissionMove Begin(DateTimeOffset postUntil, DateTimeOffset absenceCountsFrom, bool mayHaveHappened, DateTimeOffset now)
    {
        var protocol = new SubmissionProtocol(postUntil, absenceCountsFrom) { MayHaveHappened = mayHaveHappened };
        return mayHaveHappened ? protocol.LookUp(SubmissionPause.None) : protocol.PostOrGiveUp(now);
    }

    /// <summary>The step after what was seen.</summary>
    public SubmissionMove After(SubmissionSight sight, DateTimeOffset now) => sight switch
    {
        SubmissionSight.Posted { Outcome: PostOutcome.Refused refused } when !MayHaveHappened => new(this, new SubmissionStep.Refused(refused.Failure)),
        SubmissionSight.Posted { Outcome: PostOutcome.Refused refused } => (this with { Refusal = refused.Failure }).LookUp(SubmissionPause.None),

        // Accepted is not certain yet: a resource manager that dies before it has stored the application forgets it.
        SubmissionSight.Posted => (this with { MayHaveHappened = true }).LookUp(SubmissionPause.Moment),
        SubmissionSight.PostUnknown unknown => (this with { MayHaveHappened = MayHaveHappened || !unknown.NotSent, LastTrouble = unknown.Why }).LookUp(SubmissionPause.BackOff),
        SubmissionSight.LookUpUnknown unknown => (this with { LastTrouble = unknown.Why }).NotSeen(now),
        SubmissionSight.LookedUp { Result: ApplicationLookup.Found found } => AfterFound(found.Report),
        SubmissionSight.LookedUp { Result: ApplicationLookup.Missing missing } => AfterMissing(missing, now),
        SubmissionSight.Recalled { Everything: true } when now < PostUntil => new(this, SubmissionStep.Post.Instance),
        SubmissionSight.Recalled { Everything: false } => (this with { MayBeForgotten = true }).LookUp(SubmissionPause.BackOff),
        _ => LookUp(SubmissionPause.BackOff),
    };

    private SubmissionMove AfterFound(ApplicationReport report) => report switch
    {
        { IsFinal: true } => new(this, new SubmissionStep.Ended(report)),
        { State: ApplicationState.New } => (this with { MayHaveHappened = true }).LookUp(SubmissionPause.Moment),
        _ => new(this, new SubmissionStep.Accepted(report)),
    };

    private SubmissionMove AfterMissing(ApplicationLookup.Missing missing, DateTimeOffset now)
    {
        if (!MayHaveHappened)
            return PostOrGiveUp(now);

        // A resource manager that is still recovering says "not found" of living applications, and a post now would cross its own recovery of the same id.
        if (!missing.Settled)
            return LookUp(SubmissionPause.BackOff);
        if (Refusal is null && !MayBeForgotten && now < PostUntil)
            return new(this, SubmissionStep.Recall.Instance);
        if (now < AbsenceCountsFrom)
            return LookUp(SubmissionPause.BackOff);
        return new(this, Refusal is { } refusal ? new SubmissionStep.Refused(refusal) : new SubmissionStep.Absent(MayBeForgotten));
    }

    private SubmissionMove NotSeen(DateTimeOffset now) => MayHaveHappened || now < PostUntil ? LookUp(SubmissionPause.BackOff) : PostOrGiveUp(now);

    private SubmissionMove PostOrGiveUp(DateTimeOffset now)
    {
        if (now < PostUntil)
            return new(this, SubmissionStep.Post.Instance);
        var failure = new Failure(
            FailureClass.Infrastructure, "The cluster could not be reached within the time for posting; nothing was sent.", LastTrouble, LastTrouble, now);
        return new(this, new SubmissionStep.Refused(failure));
    }

    private SubmissionMove LookUp(SubmissionPause pause) => new(this, new SubmissionStep.LookUp(pause));
}

/// <summary>The protocol after a step's sight, with the next step.</summary>
public readonly record struct SubmissionMove(SubmissionProtocol Protocol, SubmissionStep Step);
