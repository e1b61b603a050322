using System.Text.Json;
using ActorPlatform.Sandbox.Files;
using ActorPlatform.Sandbox.Simulation;

namespace ActorPlatform.Sandbox.Http;

/// <summary><c>/jobs/ID/checkpoints</c>.</summary>
internal static class CheckpointJson
{
    private static readonly string[] s_summaries = ["checkpointed_size", "state_size", "end_to_end_duration", "alignment_buffered", "processed_data", "persisted_data"];

    public static void Write(Utf8JsonWriter json, JobPlan plan, SimulatedJob job)
    {
        json.WriteStartObject();
        json.WriteStartObject("counts");
        json.WriteNumber("restored", job.Restores);
        json.WriteNumber("total", job.Completed + job.Failed + job.FailedAtStart);
        json.WriteNumber("in_progress", 0);
        json.WriteNumber("completed", job.Completed);
        json.WriteNumber("failed", job.Failed + job.FailedAtStart);
        json.WriteEndObject();
        json.WriteStartObject("summary");
        foreach (var name in s_summaries)
            Summary(json, name, name.EndsWith("size", StringComparison.Ordinal) ? SizeOf(plan) : name == "end_to_end_duration" ? 20 : 0);
        json.WriteEndObject();
        json.WriteStartObject("latest");
        Latest(json, "completed", job.LatestCheckpoint, plan);
        Latest(json, "savepoint", job.LatestSavepoint, plan);
        Latest(json, "failed", job.LatestFailed, plan);
        if (plan.Restored is { } restored)
            Restored(json, restored, job);
        else
            json.WriteNull("restored");
        json.WriteEndObject();
        json.WriteStartArray("history");
        foreach (var snapshot in job.History)
            Item(json, snapshot, plan);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static long SizeOf(JobPlan plan) => (CheckpointFile.StateBytes + 8L) * plan.Parallelism;

    private static void Latest(Utf8JsonWriter json, string name, Snapshot? snapshot, JobPlan plan)
    {
        json.WritePropertyName(name);
        if (snapshot is null)
            json.WriteNullValue();
        else
            Item(json, snapshot, plan);
    }

    private static void Restored(Utf8JsonWriter json, RestoredState restored, SimulatedJob job)
    {
        json.WriteStartObject("restored");
        json.WriteNumber("id", restored.Checkpoint);
        json.WriteNumber("restore_timestamp", job.StartedAt);
        json.WriteBoolean("is_savepoint", restored.IsSavepoint);
        json.WriteString("external_path", restored.Path);
        json.WriteEndObject();
    }

    private static void Item(Utf8JsonWriter json, Snapshot snapshot, JobPlan plan)
    {
        var failed = snapshot.Failure is not null;
        var tasks = JobJson.TasksOf(plan);
        json.WriteStartObject();
        json.WriteString("className", failed ? "failed" : "completed");
        json.WriteNumber("id", snapshot.Id);
        json.WriteString("status", failed ? "FAILED" : "COMPLETED");
        json.WriteBoolean("is_savepoint", snapshot.IsSavepoint);
        json.WriteString("savepointFormat", snapshot.Format);
        json.WriteNumber("trigger_timestamp", snapshot.TriggeredAt);
        json.WriteNumber("latest_ack_timestamp", failed ? -1 : snapshot.EndedAt);
        json.WriteNumber("checkpointed_size", failed ? 0 : SizeOf(plan));
        json.WriteNumber("state_size", failed ? 0 : SizeOf(plan));
        json.WriteNumber("end_to_end_duration", snapshot.EndedAt - snapshot.TriggeredAt);
        json.WriteNumber("alignment_buffered", 0);
        json.WriteNumber("processed_data", 0);
        json.WriteNumber("persisted_data", 0);
        json.WriteNumber("num_subtasks", tasks);
        json.WriteNumber("num_acknowledged_subtasks", failed ? 0 : tasks);
        json.WriteString("checkpoint_type", snapshot.Type);
        json.WriteStartObject("tasks");
        json.WriteEndObject();
        if (failed)
        {
            json.WriteNumber("failure_timestamp", snapshot.EndedAt);
            json.WriteString("failure_message", snapshot.Failure);
        }
        else
        {
            json.WriteString("external_path", $"hdfs:{snapshot.Path}");
            json.WriteBoolean("discarded", snapshot.Discarded);
        }

        json.WriteEndObject();
    }

    private static void Summary(Utf8JsonWriter json, string name, long value)
    {
        json.WriteStartObject(name);
        json.WriteNumber("min", value);
        json.WriteNumber("max", value);
        json.WriteNumber("avg", value);
        foreach (var part in (ReadOnlySpan<string>)["p50", "p90", "p95", "p99", "p999"])
            json.WriteNumber(part, (double)value);
        json.WriteEndObject();
    }
}
