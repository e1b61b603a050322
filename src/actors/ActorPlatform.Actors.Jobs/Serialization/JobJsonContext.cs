using System.Text.Json.Serialization;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Jobs.Sights;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Batches;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Retry;
using ActorPlatform.Jobs.Runs;

namespace ActorPlatform.Actors.Jobs.Serialization;

/// <summary>The JSON of everything that a job or a batch stores or sends.</summary>
/// <remarks>
/// Every member with a value is written, so that what is read back never depends on a default of this program: the generated reader knows no initialisers, a member
/// that is missing becomes null or zero. Hence a new member is a new shape: a new manifest, and an upcaster that adds it to what is stored.
/// </remarks>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    Converters =
    [
        typeof(PooledText),
        typeof(UpperCase<JobStatus>), typeof(UpperCase<JobPhase>), typeof(UpperCase<Health>), typeof(UpperCase<OperationKind>), typeof(UpperCase<OperationState>),
        typeof(UpperCase<FailureClass>), typeof(UpperCase<RestorePointKind>), typeof(UpperCase<Proof>), typeof(UpperCase<RunOutcome>),
        typeof(UpperCase<ApplicationState>), typeof(UpperCase<FinalStatus>), typeof(UpperCase<FlinkJobState>),
        typeof(UpperCase<BatchAction>), typeof(UpperCase<JobResult>),
    ])]
[JsonSerializable(typeof(Commit<JobEvent>))]
[JsonSerializable(typeof(EntitySnapshot<JobState>))]
[JsonSerializable(typeof(JobCommand))]
[JsonSerializable(typeof(JobEvent))]
[JsonSerializable(typeof(Commit<BatchEvent>))]
[JsonSerializable(typeof(EntitySnapshot<BatchState>))]
[JsonSerializable(typeof(BatchCommand))]
[JsonSerializable(typeof(BatchEvent))]
[JsonSerializable(typeof(BatchCounts))]
[JsonSerializable(typeof(JobSummary))]
[JsonSerializable(typeof(Operation))]
[JsonSerializable(typeof(RunSights))]
[JsonSerializable(typeof(LookAtRun))]
[JsonSerializable(typeof(LookedAtRun))]
[JsonSerializable(typeof(Done))]
[JsonSerializable(typeof(OperationReply))]
[JsonSerializable(typeof(JobDefinedReply))]
[JsonSerializable(typeof(SpecChangedReply))]
internal sealed partial class JobJsonContext : JsonSerializerContext;
