using System.Security.Cryptography;
using System.Text;
using ActorPlatform.Jobs.Batches;

namespace ActorPlatform.Jobs;

/// <summary>Operation ids: <c>op-0123456789abcdef-job-…</c>, derived from the job (or the batch) and the command, so that a repeated command names the same operation.</summary>
public static class OperationIds
{
    private const int HashLength = 16;

    /// <summary>The operation of a command.</summary>
    public static OperationId For(JobId job, string commandId) => For(job.Value, commandId);

    /// <summary>The operation of a command to an entity.</summary>
    public static OperationId For(string entityId, string commandId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"operation/{entityId}/{commandId}"));
        return new($"op-{Convert.ToHexStringLower(hash.AsSpan(0, HashLength / 2))}-{entityId}");
    }

    /// <summary>The job of an operation; false when it is a batch's, or the text is no operation id.</summary>
    public static bool TryGetJob(OperationId id, out JobId job)
    {
        var entity = EntityOf(id);
        var ours = entity is not null && !BatchId.Is(entity);
        job = ours ? new JobId(entity!) : default;
        return ours;
    }

    /// <summary>The batch of an operation; false when it is a job's, or the text is no operation id.</summary>
    public static bool TryGetBatch(OperationId id, out BatchId batch)
    {
        var entity = EntityOf(id);
        var ours = entity is not null && BatchId.Is(entity);
        batch = ours ? new BatchId(entity!) : default;
        return ours;
    }

    private static string? EntityOf(OperationId id)
    {
        var start = 3 + HashLength + 1;
        return id.Value.StartsWith("op-", StringComparison.Ordinal) && id.Value.Length > start && id.Value[start - 1] == '-' ? id.Value[start..] : null;
    }
}
