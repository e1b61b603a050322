using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace ActorPlatform.Jobs.Specs;

/// <summary>Which Flink options a spec may set. Those that carry a run's identity or its restore point are the engine's: two runs could be alive, or a wrong state restored.</summary>
internal static partial class FlinkConfigRules
{
    private const int MaxEntries = 500;
    private const int MaxValue = 16_384;

    private static readonly FrozenDictionary<string, string> s_reserved = new Dictionary<string, string>
    {
        ["execution.target"] = "target.mode",
        ["execution.attached"] = "target.mode",
        ["execution.savepoint.path"] = "the restore choice of start",
        ["execution.savepoint-restore-mode"] = "state.claim",
        ["execution.state-recovery.path"] = "the restore choice of start",
        ["execution.state-recovery.claim-mode"] = "state.claim",
        ["high-availability.cluster-id"] = "nothing: it derives from the run",
        ["internal.cluster.execution-mode"] = "target.mode",
        ["kubernetes.cluster-id"] = "nothing: it derives from the run",
        ["parallelism.default"] = "parallelism",
        ["pipeline.jars"] = "artifact",
        ["pipeline.name"] = "name",
        ["yarn.application.id"] = "nothing: it is handed out for each run",
        ["yarn.application.name"] = "name",
        ["yarn.application.priority"] = "target.priority",
        ["yarn.application.queue"] = "target.queue",
        ["yarn.tags"] = "labels",
    }.ToFrozenDictionary();

    public static void Check(ProblemCollector problems, ImmutableSortedDictionary<string, string> config)
    {
        if (config.Count > MaxEntries)
            problems.Add("flinkConfig", $"has {config.Count} entries; at most {MaxEntries} are allowed.");
        foreach (var (key, value) in config)
        {
            var path = $"flinkConfig.{ProblemCollector.Shown(key)}";
            if (!Key().IsMatch(key))
                problems.Add(path, "is no option name: 1 to 200 of letters, digits, '.', '_', '-' are allowed.");
            else if (s_reserved.TryGetValue(key, out var instead))
                problems.Add(path, $"is set by the engine; use {instead} instead.");
            else if (value.Length > MaxValue)
                problems.Add(path, $"has {value.Length} characters; at most {MaxValue} are allowed.");
            else if (value.Any(char.IsControl))
                problems.Add(path, "contains a control character.");
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,200}\z", RegexOptions.None, 1000)]
    private static partial Regex Key();
}
