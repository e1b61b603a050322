using System.Text.Json.Serialization;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Commands;

namespace ActorPlatform.Jobs.Batches;

/// <summary>What a batch is asked, by people or by outcomes. Sent between nodes: names and shapes are for ever.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$")]
[JsonDerivedType(typeof(RecallBatch), "recall")]
[JsonDerivedType(typeof(CreateBatch), "create")]
[JsonDerivedType(typeof(EndBatchJob), "end-job")]
[JsonDerivedType(typeof(BatchDeadlineCame), "deadline")]
public abstract record BatchCommand;

/// <summary>Asks for the first answer to a command id, before its selection is resolved anew; refused where there was none.</summary>
public sealed record RecallBatch : BatchCommand;

/// <summary>Begin a batch.</summary>
public sealed record CreateBatch(BatchPlan Plan) : BatchCommand;

/// <summary>What became of a job is known.</summary>
public sealed record EndBatchJob(JobOutcome Outcome) : BatchCommand;

/// <summary>A durable deadline has come.</summary>
public sealed record BatchDeadlineCame(string Name) : BatchCommand;

/// <summary>Ask a job of a batch, and follow it to the end of its operation.</summary>
/// <param name="Command">Null: release it.</param>
/// <param name="CommandId">Derived from the batch and the job: the job does it once, however often it is asked.</param>
public sealed record AskJob(int Index, JobId Job, JobCommand? Command, string CommandId, string Fingerprint, string? By) : Effect(BatchKeys.Of(Index))
{
    /// <inheritdoc />
    public override string Lane => "batches";
}

/// <summary>Keys of a batch's effects and deadlines.</summary>
internal static class BatchKeys
{
    public static string Of(int index) => $"job:{index}";
}
