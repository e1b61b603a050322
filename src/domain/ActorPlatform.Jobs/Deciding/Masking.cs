using System.Collections.Immutable;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Retry;
using ActorPlatform.Jobs.Runs;

namespace ActorPlatform.Jobs.Deciding;

/// <summary>
/// Takes the secrets of a job out of what people and the world say of it, before anything is decided upon it: no event has them but those with specs, and so nothing
/// that is made of events: failures, reasons, logs of operations, decisions, the audit, the feed.
/// </summary>
internal static class Masking
{
    public static JobCommand Of(JobCommand command, JobState state)
    {
        var mask = new Mask(state);
        return command switch
        {
            KillJob { Reason: { } reason } kill => kill with { Reason = mask.Text(reason) },
            StartJob { Reason: { } reason } start => start with { Reason = mask.Text(reason) },
            SuspendJob { Reason: { } reason } suspend => suspend with { Reason = mask.Text(reason) },
            RestartJob { Reason: { } reason } restart => restart with { Reason = mask.Text(reason) },
            SaveJob { Reason: { } reason } save => save with { Reason = mask.Text(reason) },
            RetireJob { Reason: { } reason } retire => retire with { Reason = mask.Text(reason) },
            RunRefused refused => refused with { Failure = mask.Failure(refused.Failure)! },
            ApplicationSeen { Report.Diagnostics: { } diagnostics } seen => seen with { Report = seen.Report with { Diagnostics = mask.Text(diagnostics) } },
            RunObserved { Report.Exceptions.IsEmpty: false } observed => observed with { Report = observed.Report with { Exceptions = mask.Exceptions(observed.Report.Exceptions) } },
            StopFailed failed => failed with { Cause = mask.Text(failed.Cause) },
            SavepointFailed failed => failed with { Cause = mask.Text(failed.Cause) },
            RunConcluded concluded => concluded with { Proof = mask.Text(concluded.Proof), Failure = mask.Failure(concluded.Failure) },
            _ => command,
        };
    }

    private sealed class Mask(JobState state)
    {
        private ImmutableArray<string>? _secrets;

        public string Text(string text) => Secrets.Hide(text, _secrets ??= Secrets.Of(state));

        public Failure? Failure(Failure? failure) => failure is null ? null : failure with
        {
            Summary = Text(failure.Summary), RootCause = Optional(failure.RootCause), Evidence = Optional(failure.Evidence),
        };

        public ImmutableArray<RunException> Exceptions(ImmutableArray<RunException> exceptions) => [.. exceptions.Select(e => e with { StackTrace = Text(e.StackTrace) })];

        private string? Optional(string? text) => text is null ? null : Text(text);
    }
}
