namespace ActorPlatform.Flink;

/// <summary>Options that the engine sets itself, because its promises hang on them; each with the place where the user says it instead.</summary>
public static class OwnedOptions
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["execution.target"] = "target.mode",
        ["internal.cluster.execution-mode"] = "target.mode",
        ["pipeline.jars"] = "artifact",
        ["high-availability.cluster-id"] = "",
        ["parallelism.default"] = "parallelism",
        ["taskmanager.numberOfTaskSlots"] = "resources.taskManager.slots",
        ["taskmanager.memory.process.size"] = "resources.taskManager.memory",
        ["taskmanager.memory.flink.size"] = "resources.taskManager.memory",
        ["jobmanager.memory.process.size"] = "resources.jobManager.memory",
        ["jobmanager.memory.flink.size"] = "resources.jobManager.memory",
        ["jobmanager.memory.heap.size"] = "resources.jobManager.memory",
        ["yarn.appmaster.vcores"] = "resources.jobManager.cpu",
        ["yarn.containers.vcores"] = "resources.taskManager.cpu",
        ["yarn.application.queue"] = "target.queue",
        ["yarn.application.name"] = "name",
        ["yarn.tags"] = "labels",
        ["yarn.application-attempts"] = "retry",
        ["yarn.provided.lib.dirs"] = "flinkVersion",
        ["yarn.classpath.include-user-jar"] = "",
        ["yarn.ship-files"] = "artifact",
        ["yarn.ship-archives"] = "artifact",
        ["execution.checkpointing.externalized-checkpoint-retention"] = "state",
        ["execution.state-recovery.ignore-unclaimed-state"] = "",
        ["execution.savepoint.ignore-unclaimed-state"] = "",
    };

    private static readonly Dictionary<string, string> Renamed = new()
    {
        ["execution.checkpointing.dir"] = "clusters.….hdfs.root",
        ["state.checkpoints.dir"] = "clusters.….hdfs.root",
        ["execution.checkpointing.savepoint-dir"] = "clusters.….hdfs.root",
        ["state.savepoints.dir"] = "clusters.….hdfs.root",
        ["execution.checkpointing.num-retained"] = "state.retain",
        ["state.checkpoints.num-retained"] = "state.retain",
        ["execution.state-recovery.path"] = "the start's restore",
        ["execution.savepoint.path"] = "the start's restore",
        ["execution.state-recovery.claim-mode"] = "state.claim",
        ["execution.savepoint-restore-mode"] = "state.claim",
    };

    /// <summary>Why a key cannot be set; null when it can.</summary>
    public static string? Objection(string key)
    {
        if (key.StartsWith("$internal.", StringComparison.Ordinal))
            return $"{key} belongs to Flink's internals.";
        if (!Names.TryGetValue(key, out var instead) && !Renamed.TryGetValue(key, out instead))
            return null;
        return instead.Length == 0 ? $"{key} is set by the engine." : $"{key} is set by the engine: use {instead}.";
    }
}
