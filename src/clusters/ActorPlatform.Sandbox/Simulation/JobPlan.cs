namespace ActorPlatform.Sandbox.Simulation;

/// <summary>A posted submission, as far as the simulation goes by it; kept in the cluster's log.</summary>
internal sealed record JobPlan
{
    public required string Application { get; init; }

    public required string Name { get; init; }

    public required string User { get; init; }

    public string Queue { get; init; } = "default";

    public int Priority { get; init; }

    /// <summary>In the order of YARN's answers: sorted.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    public long MasterMb { get; init; }

    public int MasterCores { get; init; } = 1;

    /// <summary>32 hex digits.</summary>
    public required string FlinkJob { get; init; }

    public string FlinkVersion { get; init; } = "1.20";

    public int Parallelism { get; init; } = 1;

    /// <summary>Paths without scheme and authority.</summary>
    public string CheckpointFolder { get; init; } = "/flink/checkpoints";

    public string SavepointFolder { get; init; } = "/flink/savepoints";

    /// <summary>Ms; 0: no checkpoints.</summary>
    public long CheckpointInterval { get; init; }

    public int Retained { get; init; } = 1;

    /// <summary>Checkpoints that the JobManager shows.</summary>
    public int History { get; init; } = 10;

    public int TolerableFailedCheckpoints { get; init; }

    public int RestartAttempts { get; init; }

    /// <summary>Ms.</summary>
    public long RestartDelay { get; init; }

    /// <summary>The restore point as it was given; null: none.</summary>
    public string? Restore { get; init; }

    /// <summary>Whether the restore point becomes the run's own.</summary>
    public bool Claims { get; init; }

    public JobArguments Arguments { get; init; } = new();

    /// <summary>Why no container starts; null when one does.</summary>
    public string? Refusal { get; init; }

    /// <summary>What the JobManager dies of when it restores; null when it does not.</summary>
    public string? RestoreFailure { get; init; }

    /// <summary>What was read from the restore point.</summary>
    public RestoredState? Restored { get; init; }
}

/// <summary>What a run starts from.</summary>
internal sealed record RestoredState(string Path, long Checkpoint, long Count, bool IsSavepoint);

/// <summary>The program's arguments: those of the rig's StatefulJob. Others are passed over.</summary>
internal sealed record JobArguments
{
    /// <summary>Records per second.</summary>
    public long Rate { get; init; } = 100;

    /// <summary>Records of one attempt after which it fails; 0: never.</summary>
    public long FailAfterRecords { get; init; }

    /// <summary>Attempts of a run that fail so.</summary>
    public long FailTimes { get; init; } = 1;

    public bool FailAlways { get; init; }

    /// <summary>Records in all, over restores, after which the job is done; 0: unbounded.</summary>
    public long FinishAfterRecords { get; init; }

    public bool FailSnapshots { get; init; }

    /// <summary>Ms that each snapshot takes on top.</summary>
    public long SlowSnapshotsMs { get; init; }

    /// <summary>Ms; 0: as configured.</summary>
    public long CheckpointIntervalMs { get; init; }

    public static JobArguments Parse(IReadOnlyList<string> words)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < words.Count; i++)
            if (words[i].StartsWith("--", StringComparison.Ordinal))
                options[words[i][2..]] = i + 1 < words.Count && !words[i + 1].StartsWith("--", StringComparison.Ordinal) ? words[++i] : "true";
        return new JobArguments
        {
            Rate = Math.Max(1, Number("rate", 100)),
            FailAfterRecords = Number("fail-after-records", 0),
            FailTimes = Number("fail-times", 1),
            FailAlways = IsOn("fail-always"),
            FinishAfterRecords = Number("finish-after-records", 0),
            FailSnapshots = IsOn("fail-snapshots"),
            SlowSnapshotsMs = Number("slow-snapshots-ms", 0),
            CheckpointIntervalMs = Number("checkpoint-interval", 0),
        };

        long Number(string key, long otherwise) => options.TryGetValue(key, out var text) && long.TryParse(text, out var number) && number >= 0 ? number : otherwise;

        bool IsOn(string key) => options.GetValueOrDefault(key) == "true";
    }
}
