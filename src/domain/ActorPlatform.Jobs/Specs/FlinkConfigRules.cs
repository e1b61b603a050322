using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace ActorPlatform.Jobs.Specs;

/// <summary>Which Flink options a spec may set. Those that carry a run's identity or its restore point are the engine's: two runs could be alive, or a wrong state restored.</summary>
internal static partial class FlinkConfigRules
{
    private const int MaxEntries = 500;
    private const int MaxValue = 16_384;

    private static readonly string[] s_changelog = ["state.changelog.enabled", "state.backend.changelog.enabled"];

    public static void Check(ProblemCollector problems, ImmutableSortedDictionary<string, string> config)
    {
        if (config.Count > MaxEntries)
            problems.Add("flinkConfig", $"has {config.Count} entries; at most {MaxEntries} are allowed.");
        foreach (var (key, value) in config)
        {
            var path = $"flinkConfig.{ProblemCollector.Shown(key)}";
            if (!Key().IsMatch(key))
                problems.Add(path, "is no option name: 1 to 200 of letters, digits, '.', '_', '-' are allowed.");
            else if (OwnedOptions.Objection(key) is { } objection)
                problems.Add(path, objection);
            else if (value.Length > MaxValue)
                problems.Add(path, $"has {value.Length} characters; at most {MaxValue} are allowed.");
            else if (value.Any(char.IsControl))
                problems.Add(path, "contains a control character.");
        }
    }

    /// <summary>Flink restores a changelog job only with CLAIM: without it every restore fails.</summary>
    public static void CheckChangelog(ProblemCollector problems, JobSpec spec)
    {
        if (spec.State.Claim != "CLAIM" && s_changelog.Any(key => spec.FlinkConfig.TryGetValue(key, out var on) && on.Equals("true", StringComparison.OrdinalIgnoreCase)))
            problems.Add("state.claim", "is NO_CLAIM, but a job with the changelog backend can only be restored with CLAIM.");
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,200}\z", RegexOptions.None, 1000)]
    private static partial Regex Key();
}
