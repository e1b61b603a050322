using System.Text.Json;
using ActorPlatform.Sandbox.Simulation;

namespace ActorPlatform.Sandbox.Http;

/// <summary>What is true of an application, whatever YARN says of it.</summary>
internal static class TruthJson
{
    /// <summary>Writes it; what there is none of is left out. <c>checkpoints</c> are those that its JobManager shows, newest first.</summary>
    public static bool Write(Utf8JsonWriter json, SimulatedCluster cluster, SimulatedApplication application, long now)
    {
        var (plan, job) = (application.Plan, application.Job);
        json.WriteStartObject();
        json.WriteString("id", plan.Application);
        json.WriteString("name", plan.Name);
        json.WriteStartArray("tags");
        foreach (var tag in plan.Tags)
            json.WriteStringValue(tag);
        json.WriteEndArray();
        Time(json, "submittedAt", application.Times.SubmittedAt);
        if (application.HadContainer(now))
            Time(json, "liveFrom", application.Times.MasterAt);
        if (application.HadContainer(now) && !application.Lives(now))
            Time(json, "liveUntil", application.GoneAt!.Value);
        if (plan.Restore is not null)
            json.WriteString("restoredFrom", plan.Restore);
        json.WriteStartArray("checkpoints");
        foreach (var snapshot in job?.History ?? [])
            if (snapshot.Path is { } path)
                Checkpoint(json, snapshot, path);
        json.WriteEndArray();
        json.WriteString("state", ApplicationJson.StateOf(cluster, application, now));
        json.WriteString("flinkJobId", plan.FlinkJob);
        if (job is not null)
        {
            json.WriteString("jobState", job.State.ToString().ToUpperInvariant());
            json.WriteNumber("records", job.CountAt(now));
            json.WriteNumber("completedCheckpoints", job.Completed);
        }

        if (plan.Restored is { } restored)
            json.WriteNumber("restoredRecords", restored.Count);
        json.WriteEndObject();
        return true;
    }

    private static void Checkpoint(Utf8JsonWriter json, Snapshot snapshot, string path)
    {
        json.WriteStartObject();
        json.WriteNumber("id", snapshot.Id);
        json.WriteString("kind", snapshot.Type);
        json.WriteString("path", $"hdfs://{path}");
        Time(json, "completedAt", snapshot.EndedAt);
        json.WriteNumber("records", snapshot.Count);
        json.WriteBoolean("discarded", snapshot.Discarded);
        json.WriteEndObject();
    }

    private static void Time(Utf8JsonWriter json, string name, long at) => json.WriteString(name, DateTimeOffset.FromUnixTimeMilliseconds(at).UtcDateTime);
}
