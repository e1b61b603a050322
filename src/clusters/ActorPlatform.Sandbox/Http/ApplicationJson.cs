using System.Globalization;
using System.Text.Json;
using ActorPlatform.Sandbox.Simulation;

namespace ActorPlatform.Sandbox.Http;

/// <summary>An application as the ResourceManager shows it.</summary>
/// <param name="cluster">Its cluster.</param>
/// <param name="authority">Host and port of everything on it.</param>
internal sealed class ApplicationJson(SimulatedCluster cluster, string authority)
{
    public static string StateOf(SimulatedCluster cluster, SimulatedApplication application, long now) =>
        application.End is { } end ? end.State
        : !application.HadContainer(now) || cluster.IsReattaching(application, now) ? "ACCEPTED"
        : "RUNNING";

    /// <summary>The first container of an application, its master's.</summary>
    public static string ContainerOf(JobPlan plan) => $"container_{plan.Application["application_".Length..]}_01_000001";

    /// <param name="without">Fields that were asked to be left out.</param>
    public void Write(Utf8JsonWriter json, SimulatedApplication application, long now, IReadOnlyCollection<string> without)
    {
        var (plan, end, times) = (application.Plan, application.End, application.Times);
        var state = StateOf(cluster, application, now);
        json.WriteStartObject();
        json.WriteString("id", plan.Application);
        json.WriteString("user", plan.User);
        json.WriteString("name", plan.Name);
        json.WriteString("queue", "root.default");
        json.WriteString("state", state);
        json.WriteString("finalStatus", end?.FinalStatus ?? "UNDEFINED");
        json.WriteNumber("progress", state == "ACCEPTED" ? 0.0 : 100.0);
        json.WriteString("trackingUI", end is not null ? "History" : state == "RUNNING" ? "ApplicationMaster" : "UNASSIGNED");
        if (state != "ACCEPTED")
            json.WriteString("trackingUrl", end is { State: not "FINISHED" } ? $"http://{authority}/cluster/app/{plan.Application}" : $"http://{authority}/proxy/{plan.Application}/");
        json.WriteString("diagnostics", end?.Diagnostics ?? (state == "ACCEPTED" ? Waiting : cluster.IsRecovered(application) ? "Attempt recovered after RM restart" : ""));
        json.WriteNumber("clusterId", cluster.StartedOn);
        json.WriteString("rmClusterId", cluster.Name);
        json.WriteString("applicationType", "Apache Flink");
        json.WriteString("applicationTags", string.Join(',', plan.Tags));
        json.WriteNumber("priority", plan.Priority);
        json.WriteNumber("startedTime", times.SubmittedAt);
        json.WriteNumber("launchTime", application.HadContainer(now) ? times.MasterAt : 0);
        json.WriteNumber("finishedTime", end?.At ?? 0);
        json.WriteNumber("elapsedTime", (end?.At ?? now) - times.SubmittedAt);
        WritePlaces(json, application, state, now);
        WriteUse(json, application, state, now, without);
        json.WriteEndObject();
    }

    private const string Waiting = "Application is Activated, waiting for resources to be assigned for AM.";

    private void WritePlaces(Utf8JsonWriter json, SimulatedApplication application, string state, long now)
    {
        var contained = application.HadContainer(now) && state != "ACCEPTED";
        if (contained)
        {
            json.WriteString("amContainerLogs", $"http://{authority}/node/containerlogs/{ContainerOf(application.Plan)}/{application.Plan.User}");
            json.WriteString("amHostHttpAddress", authority);
            if (state is "RUNNING" or "FINISHED")
                json.WriteString("amRPCAddress", JobManagerRoutes.AddressOf(authority, application));
        }

        json.WriteString("masterNodeId", contained ? authority : "");
    }

    private static void WriteUse(Utf8JsonWriter json, SimulatedApplication application, string state, long now, IReadOnlyCollection<string> without)
    {
        var (plan, alive) = (application.Plan, state is "RUNNING" or "FINISHED");
        var seconds = Math.Max(0, (application.End?.At ?? now) - application.Times.MasterAt) / 1000;
        var idle = application.End is null || alive ? 0 : -1;
        json.WriteNumber("allocatedMB", alive ? plan.MasterMb : idle);
        json.WriteNumber("allocatedVCores", alive ? plan.MasterCores : idle);
        json.WriteNumber("reservedMB", idle);
        json.WriteNumber("reservedVCores", idle);
        json.WriteNumber("runningContainers", alive ? 2 : idle);
        json.WriteNumber("memorySeconds", seconds * plan.MasterMb);
        json.WriteNumber("vcoreSeconds", seconds * plan.MasterCores);
        json.WriteNumber("queueUsagePercentage", 0.0);
        json.WriteNumber("clusterUsagePercentage", 0.0);
        json.WriteStartObject("resourceSecondsMap");
        json.WriteStartObject("entry");
        json.WriteString("key", "vcores");
        json.WriteString("value", (seconds * plan.MasterCores).ToString(CultureInfo.InvariantCulture));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteNumber("preemptedResourceMB", 0);
        json.WriteNumber("preemptedResourceVCores", 0);
        json.WriteNumber("numNonAMContainerPreempted", 0);
        json.WriteNumber("numAMContainerPreempted", 0);
        json.WriteNumber("preemptedMemorySeconds", 0);
        json.WriteNumber("preemptedVcoreSeconds", 0);
        json.WriteStartObject("preemptedResourceSecondsMap");
        json.WriteEndObject();
        if (state == "ACCEPTED" && !without.Contains("resourceRequests"))
            WriteTemplate(json, "resourceRequests", "resource-requests");
        json.WriteString("logAggregationStatus", "DISABLED");
        json.WriteBoolean("unmanagedApplication", false);
        if (!without.Contains("amNodeLabelExpression"))
            json.WriteString("amNodeLabelExpression", "");
        if (state is "RUNNING" or "FINISHED" or "ACCEPTED" && !without.Contains("resourceInfo"))
            WriteTemplate(json, "resourceInfo", "resource-info");
        if (!without.Contains("timeouts"))
            WriteTimeouts(json);
    }

    private static void WriteTemplate(Utf8JsonWriter json, string name, string template)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(Reply.Template(template).AsSpan().TrimEnd("\n"u8), skipInputValidation: true);
    }

    private static void WriteTimeouts(Utf8JsonWriter json)
    {
        json.WriteStartObject("timeouts");
        json.WriteStartArray("timeout");
        json.WriteStartObject();
        json.WriteString("type", "LIFETIME");
        json.WriteString("expiryTime", "UNLIMITED");
        json.WriteNumber("remainingTimeInSeconds", -1);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
