namespace ActorPlatform.Flink;

/// <summary>Names of options that were renamed.</summary>
public sealed record FlinkOptionNames(string CheckpointDir, string SavepointDir, string RetainedCheckpoints, string RestorePath, string RestoreMode)
{
    /// <summary>1.17 to 1.19.</summary>
    public static FlinkOptionNames Before120 { get; } =
        new(
            "state.checkpoints.dir",
            "state.savepoints.dir",
            "state.checkpoints.num-retained",
            "execution.savepoint.path",
            "execution.savepoint-restore-mode");

    /// <summary>From 1.20 on.</summary>
    public static FlinkOptionNames Since120 { get; } =
        new(
            "execution.checkpointing.dir",
            "execution.checkpointing.savepoint-dir",
            "execution.checkpointing.num-retained",
            "execution.state-recovery.path",
            "execution.state-recovery.claim-mode");

    /// <summary>All names.</summary>
    public IEnumerable<string> All => [CheckpointDir, SavepointDir, RetainedCheckpoints, RestorePath, RestoreMode];
}
