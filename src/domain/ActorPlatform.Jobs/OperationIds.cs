using System.Security.Cryptography;
using System.Text;

namespace ActorPlatform.Jobs;

/// <summary>Operation ids: <c>op-0123456789abcdef-job-…</c>, derived from job and command, so that a repeated command names the same operation.</summary>
public static class OperationIds
{
    private const int HashLength = 16;

    /// <summary>The operation of a command.</summary>
    public static OperationId For(JobId job, string commandId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"operation/{job.Value}/{commandId}"));
        return new($"op-{Convert.ToHexStringLower(hash.AsSpan(0, HashLength / 2))}-{job.Value}");
    }

    /// <summary>The job of an operation; false when the text is no operation id.</summary>
    public static bool TryGetJob(OperationId id, out JobId job)
    {
        var start = 3 + HashLength + 1;
        var ours = id.Value.StartsWith("op-", StringComparison.Ordinal) && id.Value.Length > start && id.Value[start - 1] == '-';
        job = ours ? new JobId(id.Value[start..]) : default;
        return ours;
    }
}
