using System.Security.Cryptography;
using System.Text;

namespace ActorPlatform.Jobs;

/// <summary>What a run is known by outside: derived from (installation, job, run) alone, so that a repeated or late act meets the first one.</summary>
public static class RunIdentity
{
    /// <summary>The tag that all applications of an installation carry: <c>ap-default</c>.</summary>
    public static string InstallationTag(string installation) => $"ap-{installation}";

    /// <summary>The tag of a job's applications: <c>ap-job-…</c>.</summary>
    public static string JobTag(JobId job) => $"ap-job-{job.Value}";

    /// <summary>The tag of a run: <c>ap-run-4</c>.</summary>
    public static string RunTag(int run) => $"ap-run-{run}";

    /// <summary>The Flink job id of a run. 128 bits: Flink's own default of 32 bits lets two jobs share a checkpoint folder.</summary>
    public static FlinkJobId FlinkJob(string installation, JobId job, int run) => new(Hex($"flink-job/{installation}/{job.Value}/{run}"));

    /// <summary>A trigger id of a savepoint or stop: a repetition with it is the same operation to Flink.</summary>
    public static string Trigger(string installation, JobId job, string effectKey) => Hex($"trigger/{installation}/{job.Value}/{effectKey}");

    /// <summary>Reads job and run back from an application's tags; false when they are not ours.</summary>
    public static bool TryParse(IEnumerable<string> tags, out JobId job, out int run)
    {
        job = default;
        run = 0;
        foreach (var tag in tags)
            if (tag.StartsWith("ap-job-", StringComparison.Ordinal))
                job = new JobId(tag["ap-job-".Length..]);
            else if (tag.StartsWith("ap-run-", StringComparison.Ordinal))
                _ = int.TryParse(tag.AsSpan("ap-run-".Length), out run);
        return job.Value is not null && run > 0;
    }

    private static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
