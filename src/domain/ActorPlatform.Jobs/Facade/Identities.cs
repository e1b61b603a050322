using System.Security.Cryptography;
using System.Text;
using ActorPlatform.Jobs.Batches;

namespace ActorPlatform.Jobs.Facade;

/// <summary>Ids that derive from what callers bring, so that a repetition meets the first one.</summary>
public static class Identities
{
    /// <summary>The id of the job that another system calls <paramref name="externalId"/>; unique per tenant.</summary>
    public static JobId JobOfExternalId(string tenant, string externalId) => new("job-" + Hash(12, "external", tenant, externalId));

    /// <summary>The id of the job created under an idempotency key, where there is no external id.</summary>
    public static JobId JobOfKey(string tenant, string idempotencyKey) => new("job-" + Hash(12, "key", tenant, idempotencyKey));

    /// <summary>The command id of an idempotency key: the same key means another command on another job.</summary>
    public static string Command(JobId job, string idempotencyKey) => "c-" + Hash(16, "command", job.Value, idempotencyKey);

    /// <summary>The id of the batch that was made under an idempotency key.</summary>
    public static BatchId BatchOfKey(string idempotencyKey) => new(BatchId.Prefix + Hash(12, "batch", idempotencyKey));

    /// <summary>The command id of an idempotency key on a batch.</summary>
    public static string Command(BatchId batch, string idempotencyKey) => "c-" + Hash(16, "command", batch.Value, idempotencyKey);

    /// <summary>The command id of what a batch asks of a job: the same whenever it is asked, so that the job does it once.</summary>
    public static string CommandOfBatch(BatchId batch, JobId job) => "b-" + Hash(16, "batch-job", batch.Value, job.Value);

    // Length before each part: no two lists of parts give the same text.
    private static string Hash(int bytes, params ReadOnlySpan<string> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
            text.Append(part.Length).Append(':').Append(part);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, bytes));
    }
}
