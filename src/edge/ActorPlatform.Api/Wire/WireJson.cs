using System.Text.Json.Serialization;
using ActorPlatform.Api.Problems;

namespace ActorPlatform.Api.Wire;

/// <summary>How answers are written: camelCase, no nulls, times in UTC.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(UtcConverter)])]
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(JobBody))]
[JsonSerializable(typeof(JobListBody))]
[JsonSerializable(typeof(JobSummaryBody))]
[JsonSerializable(typeof(SpecBody))]
[JsonSerializable(typeof(ListBody<SpecVersionBody>))]
[JsonSerializable(typeof(SpecDiffBody))]
[JsonSerializable(typeof(TrialBody))]
[JsonSerializable(typeof(LogBody))]
[JsonSerializable(typeof(ArtifactBody))]
[JsonSerializable(typeof(ListBody<AuditBody>))]
[JsonSerializable(typeof(OperationBody))]
[JsonSerializable(typeof(BatchTrialBody))]
[JsonSerializable(typeof(ListBody<BatchResultBody>))]
[JsonSerializable(typeof(ListBody<OperationBody>))]
[JsonSerializable(typeof(ListBody<RunBody>))]
[JsonSerializable(typeof(ListBody<ExceptionBody>))]
[JsonSerializable(typeof(ListBody<RestorePointBody>))]
[JsonSerializable(typeof(EventListBody))]
[JsonSerializable(typeof(EventBody))]
[JsonSerializable(typeof(ListBody<DecisionBody>))]
[JsonSerializable(typeof(ClusterBody))]
[JsonSerializable(typeof(ListBody<ClusterBody>))]
[JsonSerializable(typeof(NodeBody))]
[JsonSerializable(typeof(ListBody<NodeBody>))]
[JsonSerializable(typeof(HealthBody))]
internal sealed partial class WireJson : JsonSerializerContext;
