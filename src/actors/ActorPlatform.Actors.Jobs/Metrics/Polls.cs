using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ActorPlatform.Actors.Jobs.Metrics;

/// <summary>Counts and traces what clusters are asked to see how jobs do: meter and activity source <c>ActorPlatform.Jobs</c>.</summary>
internal static class Polls
{
    private static readonly ActivitySource s_source = new(JobTally.Name);
    private static readonly Meter s_meter = new(JobTally.Name);
    private static readonly InstrumentAdvice<double> s_seconds = new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] };
    private static readonly Histogram<double> s_duration = s_meter.CreateHistogram("actorplatform.poll.duration", "s", "Polls of clusters (all applications) and of runs (one JobManager), by whether they were answered.", tags: null, s_seconds);

    /// <summary>Polls, and says how it went.</summary>
    /// <param name="of"><c>cluster</c> or <c>run</c>.</param>
    /// <param name="isSeen">Whether what came is an answer of the cluster's.</param>
    public static async Task<object> PollAsync(string of, string cluster, TimeProvider time, Func<Task<object>> poll, Func<object, bool> isSeen)
    {
        using var span = s_source.StartActivity($"poll {of}", ActivityKind.Internal)?.SetTag("cluster", cluster);
        var begun = time.GetTimestamp();
        var answer = await poll();
        var outcome = isSeen(answer) ? "SEEN" : "SILENT";
        s_duration.Record(time.GetElapsedTime(begun).TotalSeconds, new("cluster", cluster), new("of", of), new("outcome", outcome));
        span?.SetTag("outcome", outcome);
        return answer;
    }
}
