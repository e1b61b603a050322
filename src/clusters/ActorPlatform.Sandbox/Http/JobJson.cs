using System.Globalization;
using System.Text.Json;
using ActorPlatform.Sandbox.Simulation;

namespace ActorPlatform.Sandbox.Http;

/// <summary>A job as its JobManager shows it.</summary>
internal static class JobJson
{
    private const string Sink = "rig-count -> Sink: rig-total";
    private static readonly string[] s_idle = ["canceling", "canceled", "created", "deploying", "reconciling", "initializing", "failed"];

    /// <summary>Tasks of a job: two vertices.</summary>
    public static int TasksOf(JobPlan plan) => 2 * plan.Parallelism;

    /// <param name="plan">Null: no job is there.</param>
    public static void Overview(Utf8JsonWriter json, JobPlan? plan, SimulatedJob? job, long now)
    {
        json.WriteStartObject();
        json.WriteStartArray("jobs");
        if (plan is not null && job is not null)
        {
            json.WriteStartObject();
            json.WriteString("jid", plan.FlinkJob);
            json.WriteString("name", plan.Name);
            json.WriteNumber("start-time", job.StartedAt);
            json.WriteNumber("end-time", job.HasEnded ? job.ChangedAt : -1);
            json.WriteNumber("duration", (job.HasEnded ? job.ChangedAt : now) - job.StartedAt);
            json.WriteString("state", job.State.ToString().ToUpperInvariant());
            json.WriteNumber("last-modification", job.ChangedAt);
            Tasks(json, plan, job, now);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Status(Utf8JsonWriter json, SimulatedJob job)
    {
        json.WriteStartObject();
        json.WriteString("status", job.State.ToString().ToUpperInvariant());
        json.WriteEndObject();
    }

    public static void Exceptions(Utf8JsonWriter json, JobPlan plan, SimulatedJob job, int most)
    {
        var newest = job.Failures.Count > 0 ? job.Failures[^1] : null;
        json.WriteStartObject();
        json.WriteString("root-exception", newest?.StackTrace);
        if (newest is null)
            json.WriteNull("timestamp");
        else
            json.WriteNumber("timestamp", newest.At);
        json.WriteStartArray("all-exceptions");
        if (newest is not null)
        {
            json.WriteStartObject();
            json.WriteString("exception", newest.StackTrace);
            json.WriteString("task", $"{Sink} (1/{plan.Parallelism})");
            Place(json, plan);
            json.WriteNumber("timestamp", newest.At);
            json.WriteString("taskManagerId", TaskManagerOf(plan));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("truncated", value: false);
        json.WriteStartObject("exceptionHistory");
        json.WriteStartArray("entries");
        foreach (var failure in job.Failures.AsEnumerable().Reverse().Take(most))
            Entry(json, plan, failure);
        json.WriteEndArray();
        json.WriteBoolean("truncated", job.Failures.Count > most);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void Metrics(Utf8JsonWriter json, SimulatedJob job, string wanted)
    {
        json.WriteStartArray();
        foreach (var id in wanted.Split(',').Where(id => id is "numRestarts" or "fullRestarts"))
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("value", job.Attempt.ToString(CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void Accumulators(Utf8JsonWriter json, JobPlan plan, SimulatedJob job, long now)
    {
        json.WriteStartObject();
        json.WriteStartArray("job-accumulators");
        json.WriteEndArray();
        json.WriteStartArray("user-task-accumulators");
        Accumulator("offset", job.CountAt(now));
        Accumulator("restored-offset", plan.Restored?.Count ?? 0);
        Accumulator("total", job.CountAt(now));
        Accumulator("restored-total", plan.Restored?.Count ?? 0);
        json.WriteEndArray();
        json.WriteStartObject("serialized-user-task-accumulators");
        json.WriteEndObject();
        json.WriteEndObject();

        void Accumulator(string name, long value)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("type", "LongCounter");
            json.WriteString("value", value.ToString(CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }
    }

    /// <param name="fileSystem">The authority that Flink puts before a location.</param>
    public static void Operation(Utf8JsonWriter json, SavepointOperation operation, string fileSystem)
    {
        json.WriteStartObject();
        json.WriteStartObject("status");
        json.WriteString("id", operation.IsDone ? "COMPLETED" : "IN_PROGRESS");
        json.WriteEndObject();
        if (!operation.IsDone)
        {
            json.WriteNull("operation");
        }
        else
        {
            json.WriteStartObject("operation");
            if (operation.Path is { } path)
                json.WriteString("location", $"hdfs://{fileSystem}{path}");
            else
                Cause(json, operation.Failure!);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <param name="plan">Null: of an application that nobody knows.</param>
    public static void Config(Utf8JsonWriter json, JobPlan? plan)
    {
        json.WriteStartArray();
        Entry("high-availability.cluster-id", plan?.Application ?? "application_0_0000");
        if (plan is not null)
        {
            Entry("$internal.pipeline.job-id", plan.FlinkJob);
            Entry("parallelism.default", plan.Parallelism.ToString(CultureInfo.InvariantCulture));
            Entry("execution.checkpointing.interval", $"{plan.CheckpointInterval} ms");
            Entry("execution.checkpointing.dir", $"hdfs://{plan.CheckpointFolder}");
            Entry("execution.checkpointing.savepoint-dir", $"hdfs://{plan.SavepointFolder}");
            Entry("execution.checkpointing.num-retained", plan.Retained.ToString(CultureInfo.InvariantCulture));
            if (plan.Restore is not null)
                Entry("execution.state-recovery.path", plan.Restore);
        }

        json.WriteEndArray();

        void Entry(string key, string value)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WriteString("value", value);
            json.WriteEndObject();
        }
    }

    private static void Cause(Utf8JsonWriter json, string failure)
    {
        json.WriteStartObject("failure-cause");
        json.WriteString("class", "java.util.concurrent.CompletionException");
        json.WriteString("stack-trace", $"java.util.concurrent.CompletionException: {failure}\n\tat java.base/java.util.concurrent.CompletableFuture.encodeRelay(CompletableFuture.java:368)\nCaused by: {failure}\n");
        json.WriteString("serialized-throwable", "");
        json.WriteEndObject();
    }

    private static void Entry(Utf8JsonWriter json, JobPlan plan, JobFailure failure)
    {
        json.WriteStartObject();
        json.WriteString("exceptionName", failure.Name);
        json.WriteString("stacktrace", failure.StackTrace);
        json.WriteNumber("timestamp", failure.At);
        json.WriteStartObject("failureLabels");
        json.WriteEndObject();
        json.WriteString("taskName", $"{Sink} (1/{plan.Parallelism}) - execution #{failure.Attempt}");
        Place(json, plan);
        json.WriteString("taskManagerId", TaskManagerOf(plan));
        json.WriteStartArray("concurrentExceptions");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Place(Utf8JsonWriter json, JobPlan plan)
    {
        json.WriteString("location", $"{TaskManagerOf(plan)}:1");
        json.WriteString("endpoint", $"{TaskManagerOf(plan)}:1");
    }

    private static string TaskManagerOf(JobPlan plan) => TaskManagers.IdOf(plan);

    private static void Tasks(Utf8JsonWriter json, JobPlan plan, SimulatedJob job, long now)
    {
        var total = TasksOf(plan);
        json.WriteStartObject("tasks");
        json.WriteNumber("total", total);
        json.WriteNumber("running", job.TasksRun(now) ? total : 0);
        json.WriteNumber("scheduled", job.State == JobState.Running && !job.TasksRun(now) ? total : 0);
        json.WriteNumber("finished", job.State == JobState.Finished ? total : 0);
        foreach (var name in s_idle)
            json.WriteNumber(name, (name, job.State) switch
            {
                ("failed", JobState.Restarting or JobState.Failed) => 1,
                ("canceled", JobState.Restarting or JobState.Failed) => total - 1,
                ("canceled", JobState.Canceled) => total,
                _ => 0,
            });
        json.WriteEndObject();
    }
}
