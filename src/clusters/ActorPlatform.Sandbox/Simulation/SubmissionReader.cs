using System.Text;
using System.Text.Json;
using ActorPlatform.Sandbox.Files;

namespace ActorPlatform.Sandbox.Simulation;

/// <summary>Reads what is posted to <c>/ws/v1/cluster/apps</c>, and the files it names; under the cluster's lock.</summary>
internal sealed class SubmissionReader(FileTree files, long checkpointEvery)
{
    /// <summary>The largest container: MiB and cores.</summary>
    public const int MaxMemory = 65_536;

    /// <inheritdoc cref="MaxMemory"/>
    public const int MaxCores = 32;

    private static readonly string[] s_configurations = ["config.yaml", "flink-conf.yaml"];

    /// <exception cref="JsonException">It is no submission; the ResourceManager answers 400.</exception>
    public JobPlan Read(JsonElement body, string user)
    {
        var container = body.GetProperty("am-container-spec");
        var resources = Resources(container).ToList();
        var options = Options(container, resources);
        var resource = body.TryGetProperty("resource", out var asked) ? asked : default;
        var application = body.GetProperty("application-id").GetString() ?? "";
        var restore = Find(options, "execution.state-recovery.path", "execution.savepoint.path");
        var plan = new JobPlan
        {
            Application = application,
            Name = Text(body, "application-name") ?? "N/A",
            User = user,
            Queue = Text(body, "queue") ?? "default",
            Priority = body.TryGetProperty("priority", out var priority) ? priority.GetInt32() : 0,
            Tags = [.. Tags(body).Select(tag => tag.ToLowerInvariant()).Order(StringComparer.Ordinal)],
            MasterMb = resource.ValueKind == JsonValueKind.Object ? resource.GetProperty("memory").GetInt64() : 1024,
            MasterCores = resource.ValueKind == JsonValueKind.Object ? resource.GetProperty("vCores").GetInt32() : 1,
            FlinkJob = Find(options, "$internal.pipeline.job-id") ?? Guid.NewGuid().ToString("n"),
            FlinkVersion = VersionOf(resources),
            Restore = restore,
            Claims = restore is not null && Find(options, "execution.state-recovery.claim-mode", "execution.savepoint-restore-mode") == "CLAIM",
            Refusal = RefusalOf(application, Text(body, "queue") ?? "default", user, resources),
        };
        return WithRestore(WithOptions(plan, options));
    }

    private JobPlan WithOptions(JobPlan plan, Dictionary<string, string> options)
    {
        var arguments = JobArguments.Parse(FlinkText.List(Find(options, "$internal.application.program-args") ?? ""));
        var interval = arguments.CheckpointIntervalMs > 0 ? arguments.CheckpointIntervalMs : Duration(options, "execution.checkpointing.interval") ?? checkpointEvery;
        var strategy = Find(options, "restart-strategy.type", "restart-strategy") ?? "exponential-delay";
        return plan with
        {
            Arguments = arguments,
            Parallelism = Number(options, 1, "parallelism.default"),
            CheckpointFolder = FileTree.PathOf(Find(options, "execution.checkpointing.dir", "state.checkpoints.dir") ?? plan.CheckpointFolder),
            SavepointFolder = FileTree.PathOf(Find(options, "execution.checkpointing.savepoint-dir", "state.savepoints.dir") ?? plan.SavepointFolder),
            CheckpointInterval = interval,
            Retained = Number(options, 1, "execution.checkpointing.num-retained", "state.checkpoints.num-retained"),
            History = Number(options, 10, "web.checkpoints.history"),
            TolerableFailedCheckpoints = Number(options, 0, "execution.checkpointing.tolerable-failed-checkpoints"),
            RestartAttempts = strategy switch
            {
                "fixed-delay" or "fixeddelay" => Number(options, 1, "restart-strategy.fixed-delay.attempts"),
                "none" or "off" or "disable" => 0,
                _ => int.MaxValue,
            },
            RestartDelay = Duration(options, "restart-strategy.fixed-delay.delay") ?? 1000,
        };
    }

    // Read at once, where the real one reads when its JobManager has started: what is deleted in between is a race there, too.
    private JobPlan WithRestore(JobPlan plan)
    {
        if (plan.Restore is null)
            return plan;
        var path = FileTree.PathOf(plan.Restore);
        var metadata = files.Find(path) is { IsDirectory: false } file ? file : files.Find($"{path}/_metadata");
        if (metadata?.Content is null)
            return plan with { RestoreFailure = $"java.io.FileNotFoundException: Cannot find checkpoint or savepoint file/directory '{plan.Restore}' on file system 'hdfs'." };
        try
        {
            var read = CheckpointFile.Read(metadata.Content.ReadAll());
            var folder = metadata.Name == "_metadata" ? path : FileTree.ParentOf(path);
            var missing = read.Files.Where(item => files.Find($"{folder}/{item.Name}")?.Length != item.Length).Select(item => item.Name).FirstOrDefault();
            return missing is null
                ? plan with { Restored = new RestoredState(plan.Restore, read.Id, read.Count, read.IsSavepoint) }
                : plan with { RestoreFailure = $"java.io.FileNotFoundException: File does not exist: {folder}/{missing}" };
        }
        catch (InvalidDataException e)
        {
            return plan with { RestoreFailure = $"java.lang.IllegalStateException: Failed to rollback to checkpoint/savepoint {plan.Restore}. {e.Message}" };
        }
    }

    private string? RefusalOf(string application, string queue, string user, List<(string Key, string Path, long Size, long Timestamp)> resources)
    {
        if (queue is not ("default" or "root.default"))
            return $"Application {application} submitted by user {user} to unknown queue: {queue}";
        foreach (var (_, path, size, timestamp) in resources)
        {
            var file = files.Find(path);
            if (file is null)
                return $"File does not exist: hdfs:{path}";
            if (file.Modified != timestamp || file.Length != size)
                return $"Resource hdfs:{path} changed on src filesystem - expected: {timestamp}, was: {file.Modified}, current time: {file.Modified}";
        }

        return null;
    }

    private Dictionary<string, string> Options(JsonElement container, List<(string Key, string Path, long Size, long Timestamp)> resources)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (_, path, _, _) in resources.Where(resource => s_configurations.Contains(resource.Key)))
            if (files.Find(path)?.Content is { } content)
                foreach (var (key, value) in FlinkText.Lines(Encoding.UTF8.GetString(content.ReadAll())))
                    options[key] = value;
        foreach (var (key, value) in FlinkText.Dynamic(Text(container.GetProperty("commands"), "command") ?? ""))
            options[key] = value;
        return options;
    }

    private static IEnumerable<(string Key, string Path, long Size, long Timestamp)> Resources(JsonElement container)
    {
        if (!container.TryGetProperty("local-resources", out var all) || !all.TryGetProperty("entry", out var entries))
            yield break;
        foreach (var entry in entries.EnumerateArray())
        {
            var value = entry.GetProperty("value");
            yield return (Text(entry, "key") ?? "", FileTree.PathOf(Text(value, "resource") ?? "/"), value.GetProperty("size").GetInt64(), value.GetProperty("timestamp").GetInt64());
        }
    }

    private static string VersionOf(IEnumerable<(string Key, string Path, long Size, long Timestamp)> resources)
    {
        var dist = resources.Select(resource => resource.Key).FirstOrDefault(key => key.Contains("flink-dist-", StringComparison.Ordinal)) ?? "flink-dist-1.20.jar";
        var version = dist[(dist.IndexOf("flink-dist-", StringComparison.Ordinal) + "flink-dist-".Length)..].Split('.');
        return version.Length > 2 ? $"{version[0]}.{version[1]}" : "1.20";
    }

    private static IEnumerable<string> Tags(JsonElement body) =>
        body.TryGetProperty("application-tags", out var tags) && tags.TryGetProperty("tag", out var tag)
            ? tag.EnumerateArray().Select(item => item.GetString() ?? "")
            : [];

    private static string? Text(JsonElement body, string name) => body.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static string? Find(Dictionary<string, string> options, params string[] keys) => keys.Select(options.GetValueOrDefault).FirstOrDefault(value => value is not null);

    private static int Number(Dictionary<string, string> options, int otherwise, params string[] keys) => int.TryParse(Find(options, keys), out var number) ? number : otherwise;

    private static long? Duration(Dictionary<string, string> options, string key) => Find(options, key) is { } text ? FlinkText.Milliseconds(text) : null;
}
