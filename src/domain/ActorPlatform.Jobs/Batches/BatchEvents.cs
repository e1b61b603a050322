using System.Text.Json.Serialization;

namespace ActorPlatform.Jobs.Batches;

/// <summary>What happened to a batch. Stored: names and shapes are for ever; a changed shape gets an upcaster.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$")]
[JsonDerivedType(typeof(BatchCreated), "batch-created")]
[JsonDerivedType(typeof(BatchJobEnded), "batch-job-ended")]
[JsonDerivedType(typeof(BatchEnded), "batch-ended")]
public abstract record BatchEvent(DateTimeOffset At);

/// <summary>A batch was accepted; its first jobs are in work.</summary>
public sealed record BatchCreated(DateTimeOffset At, BatchId Batch, OperationId Operation, BatchPlan Plan, string? By) : BatchEvent(At);

/// <summary>What became of a job is known; the next one takes its place.</summary>
public sealed record BatchJobEnded(DateTimeOffset At, JobOutcome Outcome) : BatchEvent(At);

/// <summary>All jobs of the batch are over.</summary>
public sealed record BatchEnded(DateTimeOffset At, bool Succeeded, string Text) : BatchEvent(At);
