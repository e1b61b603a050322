using System.Globalization;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Flink;

/// <summary>Which options a run gets, and what cannot be set.</summary>
internal static class FlinkRules
{
    private const string OldRestartStrategy = "restart-strategy";
    private const string RestartStrategy = "restart-strategy.type";

    /// <summary>Text that a NodeManager replaces wherever it stands in a command.</summary>
    public static readonly IReadOnlyList<string> Expanded = ["{{", "<LOG_DIR>", "<CPS>"];

    private const int LongestOnCommandLine = 8000;

    /// <summary>True for a value that does not survive Flink's quoting of a TaskManager's command, or would make it too long.</summary>
    public static bool BelongsInFile(string value) =>
        value.Length > LongestOnCommandLine
        || value.IndexOfAny(['"', '$', '`', '\\', '\n', '\r']) >= 0
        || value.Contains("}}", StringComparison.Ordinal);

    public static IReadOnlyList<string> Check(FlinkVersionProfile profile, FlinkSite site, JobSpec spec)
    {
        var problems = new List<string>();
        foreach (var (key, value) in site.Defaults)
            CheckOption("the cluster's flink-config", profile, key, value, problems);
        foreach (var (key, value) in spec.FlinkConfig)
            CheckOption("flinkConfig", profile, key, value, problems);
        for (var i = 0; i < spec.Args.Length; i++)
            CheckText(profile, $"args[{i}]", spec.Args[i], problems);
        CheckText(profile, "entryClass", spec.EntryClass, problems);
        if (!MemorySize.TryParse(spec.Resources.TaskManager.Memory, out _))
            problems.Add($"resources.taskManager.memory: '{spec.Resources.TaskManager.Memory}' is no size; write 2g or 1600m.");
        return problems;
    }

    public static SortedDictionary<string, string> SharedOptions(FlinkVersionProfile profile, FlinkSite site)
    {
        var options = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            // The client would keep a wrong default out of the program's own class loader check; the rest are the engine's rules.
            ["execution.target"] = "yarn-application",
            ["internal.cluster.execution-mode"] = "NORMAL",
            [profile.Options.CheckpointDir] = site.CheckpointDir,
            [profile.Options.SavepointDir] = site.SavepointDir,
            ["execution.checkpointing.externalized-checkpoint-retention"] = "RETAIN_ON_CANCELLATION",
            // Flink's own default restarts for ever: then no run would ever be seen to fail.
            [RestartStrategy] = "fixed-delay",
            ["restart-strategy.fixed-delay.attempts"] = "3",
            ["restart-strategy.fixed-delay.delay"] = "10 s",
        };
        if (profile.StockJvmOptions.Length > 0)
            options["env.java.opts.all"] = profile.StockJvmOptions;
        foreach (var (key, value) in site.Defaults)
            options[Rename(key)] = value;
        // 1.17 knows only the old name; standard YAML would lose the sub-keys beside it.
        if (!profile.IsStandardYaml)
            options[OldRestartStrategy] = options[RestartStrategy];
        return options;
    }

    public static SortedDictionary<string, string> RunOptions(FlinkVersionProfile profile, FlinkSite site, RunPlan plan, string applicationId)
    {
        var spec = plan.Spec;
        var options = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["$internal.application.main"] = spec.EntryClass,
            ["$internal.pipeline.job-id"] = plan.FlinkJob.Value,
            ["$internal.yarn.log-config-file"] = "log4j.properties",
            // Only the file name counts on YARN: it is looked up in the working directory.
            ["pipeline.jars"] = "file:/" + spec.Artifact[(spec.Artifact.LastIndexOf('/') + 1)..],
            ["high-availability.cluster-id"] = applicationId,
            ["parallelism.default"] = Text(spec.Parallelism),
            ["taskmanager.numberOfTaskSlots"] = Text(spec.Resources.TaskManager.Slots),
            ["taskmanager.memory.process.size"] = spec.Resources.TaskManager.Memory,
            ["yarn.containers.vcores"] = Text(spec.Resources.TaskManager.Cpu),
            [profile.Options.RetainedCheckpoints] = Text(spec.State.Retain),
            // The history must show every retained checkpoint: what it no longer shows counts as discarded.
            ["web.checkpoints.history"] = Text(Math.Max(10, 2 * spec.State.Retain)),
        };
        foreach (var (key, value) in spec.FlinkConfig)
            options[Rename(key)] = value;
        if (!profile.IsStandardYaml && options.TryGetValue(RestartStrategy, out var strategy))
            options[OldRestartStrategy] = strategy;
        if (plan.Restore is not { } restore)
            return options;
        options[profile.Options.RestorePath] = restore.Path;
        options[profile.Options.RestoreMode] = restore.Mode;
        return options;
    }

    private static string Rename(string key) => key == OldRestartStrategy ? RestartStrategy : key;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void CheckOption(string where, FlinkVersionProfile profile, string key, string value, List<string> problems)
    {
        if (OwnedOptions.Objection(key) is { } objection)
            problems.Add($"{where}: {key} {objection}");
        else if (key.Length == 0 || key.Any(c => !(char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')))
            problems.Add($"{where}: '{key}' is no name of an option: letters, digits, '.', '-' and '_'.");
        CheckText(profile, $"{where}[\"{key}\"]", value, problems);
    }

    private static void CheckText(FlinkVersionProfile profile, string where, string value, List<string> problems)
    {
        foreach (var text in Expanded.Where(text => value.Contains(text, StringComparison.Ordinal)))
            problems.Add($"{where}: '{text}' would be replaced by YARN's NodeManager before the program sees it.");
        if (value.Contains('\0', StringComparison.Ordinal))
            problems.Add($"{where}: a NUL character cannot be passed on.");
        if (!profile.IsStandardYaml && BelongsInFile(value) && value.IndexOfAny(['#', '\n', '\r']) >= 0)
            problems.Add($"{where}: Flink {profile.Version} cannot carry this text ('#' or a line break together with shell characters).");
    }
}
