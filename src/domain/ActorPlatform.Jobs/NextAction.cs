using ActorPlatform.Jobs.Runs;

namespace ActorPlatform.Jobs;

/// <summary>What the engine will do by itself, and when: computed from the state alone.</summary>
/// <param name="Action">One sentence.</param>
/// <param name="At">When, UTC; null: as soon as what it waits for has come.</param>
public sealed record NextAction(string Action, DateTimeOffset? At)
{
    /// <summary>The next action; null when the engine waits for people.</summary>
    public static NextAction? Of(JobState state) => state.Phase switch
    {
        JobPhase.Preparing => new($"Give run {state.LastRun} up if it is not prepared by then; nothing of it was submitted.", state.Due),
        JobPhase.Submitting => new(Submitting(state), state.Due),
        JobPhase.Verifying when state.Overdue => new($"Kill run {state.LastRun} as soon as it is seen not running, and follow the retry policy.", null),
        JobPhase.Verifying => new($"Kill run {state.LastRun} if not all its tasks run by then, and follow the retry policy.", state.Due),
        JobPhase.Stopping => new($"Let run {state.LastRun} go on if its savepoint is not complete by then.", state.Due),
        JobPhase.Concluding => new(Concluding(state), state.Due),
        JobPhase.BackingOff => new($"Start run {state.LastRun + 1} ({Attempt(state)}).", state.Due),
        _ => Resting(state),
    };

    private static string Submitting(JobState state) =>
        $"Look run {state.LastRun} up until its resource manager has told its fate; until {Utc(state.Run?.PostUntil)} it is posted again if it was certainly never there.";

    private static string Concluding(JobState state) => state.Run switch
    {
        { Final: { } report } run when Deciding.Conclusions.ProofOf(run, report) is not null => $"Look at the checkpoints of run {run.Number}, which is dead, as soon as its file system answers; if that has not been by then, say so.",
        { Final: not null } run => $"Hold run {run.Number} for dead then, if no proof of it has come before.",
        { KillAsked: true } run => $"Report the kill of run {run.Number} as late then; it is killed until it is seen final.",
        _ => $"Kill run {state.LastRun} if it has not ended by then.",
    };

    private static string Attempt(JobState state) => state.Failure is { } failure
        ? $"after a failure of class {EnumNames.Of(failure.Class)}"
        : "after a failure";

    private static NextAction? Resting(JobState state)
    {
        if (!state.Strays.IsEmpty)
            return new($"Kill {state.Strays[0].Application}, which should not live, until it is seen final.", null);
        if (state.Savepoints.IsEmpty)
            return null;
        var first = state.Savepoints.MinBy(s => s.Due)!;
        return new($"Give the savepoint of operation {first.Operation} up if it is not complete by then; the run goes on.", first.Due);
    }

    private static string Utc(DateTimeOffset? at) => at is { } time ? $"{time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}" : "it was accepted";
}
