using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Deciding;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.Runs;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Jobs.Retry;

/// <summary>Whether and when a failed run is followed by another.</summary>
/// <param name="NextAt">When; null: given up.</param>
/// <param name="Attempt">Its number within the window.</param>
internal sealed record RetryVerdict(DateTimeOffset? NextAt, int Attempt, string Reason);

/// <summary>The retry policy: attempts within a window, exponential back-off with jitter, by failure class.</summary>
/// <remarks>
/// The window is time in which the job ran or was being started: the back-off's own waits do not count, or a crash loop would outlast its window by waiting and never be given
/// up. A run of which nothing was submitted, because the cluster was away, uses up no attempt: an outage is no crash loop, and must not leave jobs FAILED that need a hand each.
/// </remarks>
internal static class RetryPolicy
{
    private const double Jitter = 0.2;

    public static RetryRule RuleFor(RetrySpec spec, FailureClass failure) => spec.ByClass.TryGetValue(People.Name(failure), out var rule) ? rule : spec;

    public static RetryVerdict Judge(JobState state, Failure failure, DateTimeOffset now)
    {
        if (!failure.Retryable)
            return new(null, 0, "The same attempt cannot end otherwise: change the spec or the cluster, then start it.");
        var rule = RuleFor(state.EffectiveSpec!.Retry, failure.Class);
        var recent = state.Retries.Count(at => at > now - rule.Window);
        if (recent >= rule.MaxAttempts)
            return new(null, recent, $"{recent} of {rule.MaxAttempts} retries within {rule.Window.InWords()} are used up (class {People.Name(failure.Class)}).");
        var counts = Counts(state, failure) ? $"Retry {recent + 1} of {rule.MaxAttempts}" : "Nothing was submitted, so it uses up no attempt: retry";
        var wait = Backoff(rule, recent) * Spread(state.Id, state.LastRun);
        return new(now + wait, recent + 1, $"{counts} in {wait.TotalSeconds:0.#} s (class {People.Name(failure.Class)}).");
    }

    /// <summary>When the retries were, each moved by the waits since: so only the time between the waits makes them old.</summary>
    public static ImmutableArray<DateTimeOffset> Counted(JobState state, RetryScheduled scheduled)
    {
        var wait = scheduled.NextAt - scheduled.At;
        var earlier = state.Retries.Select(at => at + wait);
        return state.Failure is { } failure && !Counts(state, failure) ? [.. earlier] : [.. earlier, scheduled.NextAt];
    }

    private static bool Counts(JobState state, Failure failure) => failure.Class != FailureClass.Infrastructure || state.Run?.End?.Outcome != RunOutcome.NeverSubmitted;

    private static TimeSpan Backoff(RetryRule rule, int recent)
    {
        var factor = Math.Pow(2, Math.Min(recent, 30));
        return TimeSpan.FromTicks((long)Math.Min(rule.InitialBackoff.Ticks * factor, rule.MaxBackoff.Ticks));
    }

    /// <summary>Jitter without randomness, so that the decision stays pure: between 0.8 and 1.2, spread over jobs and runs.</summary>
    private static double Spread(JobId job, int run)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"jitter/{job.Value}/{run}"));
        return 1 - Jitter + (2 * Jitter * hash[0] / byte.MaxValue);
    }
}
