using System.Collections.Frozen;

namespace ActorPlatform.Jobs.Specs;

/// <summary>
/// Flink options that the engine sets itself, because its promises hang on them (a run's identity, its restore point, where its state lies), each with the place where the
/// user says it instead. One list: what a spec is refused, a cluster's defaults are refused too, and no submission meets.
/// </summary>
public static class OwnedOptions
{
    private const string Nothing = "";
    private const string Root = "the cluster's hdfs.root";
    private const string Restore = "the restore choice of start";

    private static readonly FrozenDictionary<string, string> s_instead = new Dictionary<string, string>
    {
        ["execution.attached"] = "target.mode",
        ["execution.checkpointing.dir"] = Root,
        ["execution.checkpointing.externalized-checkpoint-retention"] = "state.retain",
        ["execution.checkpointing.num-retained"] = "state.retain",
        ["execution.checkpointing.savepoint-dir"] = Root,
        ["execution.savepoint.ignore-unclaimed-state"] = Nothing,
        ["execution.savepoint.path"] = Restore,
        ["execution.savepoint-restore-mode"] = "state.claim",
        ["execution.state-recovery.claim-mode"] = "state.claim",
        ["execution.state-recovery.ignore-unclaimed-state"] = Nothing,
        ["execution.state-recovery.path"] = Restore,
        ["execution.target"] = "target.mode",
        ["high-availability.cluster-id"] = Nothing,
        ["internal.cluster.execution-mode"] = "target.mode",
        ["jobmanager.memory.flink.size"] = "resources.jobManager.memory",
        ["jobmanager.memory.heap.size"] = "resources.jobManager.memory",
        ["jobmanager.memory.process.size"] = "resources.jobManager.memory",
        ["kubernetes.cluster-id"] = Nothing,
        ["parallelism.default"] = "parallelism",
        ["pipeline.jars"] = "artifact",
        ["pipeline.name"] = "name",
        ["state.checkpoints.dir"] = Root,
        ["state.checkpoints.num-retained"] = "state.retain",
        ["state.savepoints.dir"] = Root,
        ["taskmanager.memory.flink.size"] = "resources.taskManager.memory",
        ["taskmanager.memory.process.size"] = "resources.taskManager.memory",
        ["taskmanager.numberOfTaskSlots"] = "resources.taskManager.slots",
        ["web.checkpoints.history"] = "state.retain",
        ["yarn.application-attempts"] = "retry",
        ["yarn.application.id"] = Nothing,
        ["yarn.application.name"] = "name",
        ["yarn.application.priority"] = "target.priority",
        ["yarn.application.queue"] = "target.queue",
        ["yarn.appmaster.vcores"] = "resources.jobManager.cpu",
        ["yarn.classpath.include-user-jar"] = Nothing,
        ["yarn.containers.vcores"] = "resources.taskManager.cpu",
        ["yarn.provided.lib.dirs"] = "flinkVersion",
        ["yarn.ship-archives"] = "artifact",
        ["yarn.ship-files"] = "artifact",
        ["yarn.tags"] = "labels",
    }.ToFrozenDictionary();

    /// <summary>All names, for tests.</summary>
    public static IEnumerable<string> Names => s_instead.Keys;

    /// <summary>Why a key cannot be set, as the end of a sentence that begins with it; null when it can.</summary>
    public static string? Objection(string key)
    {
        if (key.StartsWith("$internal.", StringComparison.Ordinal))
            return "belongs to Flink's internals.";
        if (!s_instead.TryGetValue(key, out var instead))
            return null;
        return instead.Length == 0 ? "is set by the engine." : $"is set by the engine; use {instead} instead.";
    }
}
