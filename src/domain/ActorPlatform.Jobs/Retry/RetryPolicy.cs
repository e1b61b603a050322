using System.Security.Cryptography;
using System.Text;
using ActorPlatform.Jobs.Deciding;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Jobs.Retry;

/// <summary>Whether and when a failed run is followed by another.</summary>
/// <param name="NextAt">When; null: given up.</param>
/// <param name="Attempt">Its number within the window.</param>
internal sealed record RetryVerdict(DateTimeOffset? NextAt, int Attempt, string Reason);

/// <summary>The retry policy: attempts within a window, exponential back-off with jitter, by failure class.</summary>
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
            return new(null, recent, $"{recent} of {rule.MaxAttempts} retries within {rule.Window} are used up (class {People.Name(failure.Class)}).");
        var wait = Backoff(rule, recent) * Spread(state.Id, state.LastRun);
        return new(now + wait, recent + 1, $"Retry {recent + 1} of {rule.MaxAttempts} in {wait.TotalSeconds:0.#} s (class {People.Name(failure.Class)}).");
    }

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
