using System.Collections.Frozen;
using System.Collections.Immutable;
using ActorPlatform.Api.Wire;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Batches;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Retry;
using ActorPlatform.Jobs.Runs;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Api.OpenApi;

/// <summary>The texts of answers and requests that are names from a closed set.</summary>
internal static class EnumSchemas
{
    private static readonly FrozenDictionary<(Type Type, string Property), ImmutableArray<string>> s_names = new Dictionary<(Type, string), ImmutableArray<string>>
    {
        [(typeof(JobBody), "status")] = NamesOf<JobStatus>().Remove("NONE"),
        [(typeof(JobBody), "phase")] = NamesOf<JobPhase>().Remove("NONE"),
        [(typeof(JobBody), "visibility")] = NamesOf<Visibility>(),
        [(typeof(JobBody), "health")] = NamesOf<Health>(),
        [(typeof(FailureBody), "class")] = NamesOf<FailureClass>(),
        [(typeof(CurrentRunBody), "outcome")] = NamesOf<RunOutcome>(),
        [(typeof(RunBody), "outcome")] = NamesOf<RunOutcome>(),
        [(typeof(OperationBody), "kind")] = NamesOf<OperationKind>(),
        [(typeof(OperationBody), "state")] = NamesOf<OperationState>(),
        [(typeof(CurrentOperationBody), "kind")] = NamesOf<OperationKind>(),
        [(typeof(CurrentOperationBody), "state")] = NamesOf<OperationState>(),
        [(typeof(RestorePointBody), "kind")] = NamesOf<RestorePointKind>(),
        [(typeof(RestorePointPlace), "proof")] = NamesOf<Proof>(),
        [(typeof(ClusterBody), "kind")] = ["YARN", "SANDBOX"],
        [(typeof(ClusterBody), "visibility")] = NamesOf<Visibility>(),
        [(typeof(NodeBody), "state")] = NamesOf<NodeState>(),
        [(typeof(HealthBody), "status")] = ["UP", "DOWN"],
        [(typeof(SpecInput), "type")] = ["JAR"],
        [(typeof(SpecInput), "flinkVersion")] = SpecValidator.FlinkVersions,
        [(typeof(TargetInput), "mode")] = ["YARN_APPLICATION"],
        [(typeof(StateInput), "claim")] = ["NO_CLAIM", "CLAIM"],
        [(typeof(RecoveryInput), "waveClass")] = ["HIGH", "NORMAL", "LOW"],
        [(typeof(SavepointInput), "format")] = ["CANONICAL", "NATIVE"],
        [(typeof(BatchInput), "action")] = NamesOf<BatchAction>(),
        [(typeof(BatchOptionsInput), "restore")] = ["latest", "none"],
        [(typeof(BatchOptionsInput), "format")] = ["CANONICAL", "NATIVE"],
        [(typeof(BatchBody), "action")] = NamesOf<BatchAction>(),
        [(typeof(BatchTrialBody), "action")] = NamesOf<BatchAction>(),
        [(typeof(BatchResultBody), "state")] = NamesOf<BatchJobState>(),
        [(typeof(KillInput), "fence")] = ["PROOF", "OPERATOR_CONFIRMS_DEAD"],
    }.ToFrozenDictionary();

    /// <summary>The names that a property may hold; empty when it is not of a closed set.</summary>
    public static ImmutableArray<string> Find(Type type, string property) => s_names.GetValueOrDefault((type, property), []);

    /// <summary>The names of an enum as they are written.</summary>
    public static ImmutableArray<string> NamesOf<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(EnumNames.Of)];
}
