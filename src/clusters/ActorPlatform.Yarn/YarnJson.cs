using System.Text.Json.Serialization;

namespace ActorPlatform.Yarn;

internal sealed record ClusterInfoAnswer([property: JsonPropertyName("clusterInfo")] ClusterInfoJson? Info);

internal sealed record ClusterInfoJson(
    [property: JsonPropertyName("startedOn")] long StartedOn,
    [property: JsonPropertyName("state")] string? State,
    [property: JsonPropertyName("haState")] string? HaState,
    [property: JsonPropertyName("hadoopVersion")] string? HadoopVersion,
    [property: JsonPropertyName("rmStateStoreName")] string? StateStore);

internal sealed record AppAnswer([property: JsonPropertyName("app")] AppJson? App);

internal sealed record AppsAnswer([property: JsonPropertyName("apps")] AppsJson? Apps);

internal sealed record AppsJson([property: JsonPropertyName("app")] IReadOnlyList<AppJson>? App);

internal sealed record AppJson(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("user")] string? User,
    [property: JsonPropertyName("state")] string? State,
    [property: JsonPropertyName("finalStatus")] string? FinalStatus,
    [property: JsonPropertyName("trackingUrl")] string? TrackingUrl,
    [property: JsonPropertyName("diagnostics")] string? Diagnostics,
    [property: JsonPropertyName("applicationTags")] string? Tags,
    [property: JsonPropertyName("finishedTime")] long FinishedTime,
    [property: JsonPropertyName("amRPCAddress")] string? AmRpcAddress,
    [property: JsonPropertyName("amContainerLogs")] string? AmContainerLogs,
    [property: JsonPropertyName("amHostHttpAddress")] string? AmHostHttpAddress,
    [property: JsonPropertyName("masterNodeId")] string? MasterNodeId,
    [property: JsonPropertyName("startedTime")] long StartedTime,
    [property: JsonPropertyName("logAggregationStatus")] string? LogAggregation);

internal sealed record NodeAnswer([property: JsonPropertyName("nodeInfo")] NodeInfoJson? Info);

internal sealed record NodeInfoJson([property: JsonPropertyName("nmStartupTime")] long StartedOn);

internal sealed record NewApplicationAnswer(
    [property: JsonPropertyName("application-id")] string? Id,
    [property: JsonPropertyName("maximum-resource-capability")] CapabilityJson? Maximum);

internal sealed record CapabilityJson([property: JsonPropertyName("memory")] long Memory, [property: JsonPropertyName("vCores")] int Cores);

internal sealed record StateBody([property: JsonPropertyName("state")] string State);

internal sealed record MetricsAnswer([property: JsonPropertyName("clusterMetrics")] MetricsJson? Metrics);

internal sealed record MetricsJson(
    [property: JsonPropertyName("totalMB")] long TotalMb,
    [property: JsonPropertyName("availableMB")] long AvailableMb,
    [property: JsonPropertyName("totalVirtualCores")] int TotalCores,
    [property: JsonPropertyName("availableVirtualCores")] int AvailableCores,
    [property: JsonPropertyName("activeNodes")] int ActiveNodes,
    [property: JsonPropertyName("lostNodes")] int LostNodes,
    [property: JsonPropertyName("appsRunning")] int AppsRunning,
    [property: JsonPropertyName("appsCompleted")] int AppsCompleted,
    [property: JsonPropertyName("appsFailed")] int AppsFailed,
    [property: JsonPropertyName("appsKilled")] int AppsKilled)
{
    /// <summary>Since the ResourceManager started.</summary>
    public int AppsEnded => AppsCompleted + AppsFailed + AppsKilled;
}

internal sealed record SchedulerAnswer([property: JsonPropertyName("scheduler")] SchedulerJson? Scheduler);

internal sealed record SchedulerJson([property: JsonPropertyName("schedulerInfo")] SchedulerInfoJson? Info);

internal sealed record SchedulerInfoJson([property: JsonPropertyName("maximumAllocation")] CapabilityJson? Maximum);

internal sealed record RemoteExceptionAnswer([property: JsonPropertyName("RemoteException")] RemoteExceptionJson? RemoteException);

internal sealed record RemoteExceptionJson(
    [property: JsonPropertyName("exception")] string? Exception,
    [property: JsonPropertyName("message")] string? Message);

[JsonSerializable(typeof(ClusterInfoAnswer))]
[JsonSerializable(typeof(AppAnswer))]
[JsonSerializable(typeof(AppsAnswer))]
[JsonSerializable(typeof(NewApplicationAnswer))]
[JsonSerializable(typeof(StateBody))]
[JsonSerializable(typeof(MetricsAnswer))]
[JsonSerializable(typeof(SchedulerAnswer))]
[JsonSerializable(typeof(RemoteExceptionAnswer))]
[JsonSerializable(typeof(NodeAnswer))]
[JsonSerializable(typeof(Submission.SubmissionContext))]
internal sealed partial class YarnJson : JsonSerializerContext;
