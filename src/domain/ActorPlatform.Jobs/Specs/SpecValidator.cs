using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ActorPlatform.Behaviors;

namespace ActorPlatform.Jobs.Specs;

/// <summary>The value rules of a spec, checked before anything is stored. Whether the cluster can carry it out is the cluster's to say.</summary>
public static partial class SpecValidator
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(365);

    /// <summary>Flink versions that can be submitted.</summary>
    public static readonly ImmutableArray<string> FlinkVersions = ["1.17", "1.18", "1.19", "1.20", "2.0", "2.1", "2.2", "2.3"];

    /// <summary>Everything that is wrong with a spec; empty when nothing is.</summary>
    /// <param name="clusters">The names of the configured clusters.</param>
    public static ImmutableArray<SpecProblem> Check(JobSpec spec, IReadOnlyCollection<string> clusters)
    {
        var problems = new ProblemCollector();
        CheckNames(problems, spec);
        CheckProgram(problems, spec);
        CheckTarget(problems, spec.Target, clusters);
        CheckResources(problems, spec.Resources);
        FlinkConfigRules.Check(problems, spec.FlinkConfig);
        FlinkConfigRules.CheckChangelog(problems, spec);
        CheckRetry(problems, spec.Retry);
        CheckState(problems, spec.State);
        CheckRecovery(problems, spec.Recovery);
        return problems.ToImmutable();
    }

    /// <summary>Whether a text is an id of ours: 1 to <paramref name="maxLength"/> of <c>[a-z0-9-]</c>.</summary>
    public static bool IsId(string text, int maxLength = 64) => text.Length <= maxLength && Id().IsMatch(text);

    private static void CheckNames(ProblemCollector problems, JobSpec spec)
    {
        problems.Text("name", spec.Name, 200);
        CheckId(problems, "tenant", spec.Tenant);
        if (spec.ExternalId is { } external)
            problems.Text("externalId", external, 200);
        if (spec.Labels.Count > 64)
            problems.Add("labels", $"has {spec.Labels.Count} entries; at most 64 are allowed.");
        foreach (var (key, value) in spec.Labels)
        {
            if (!LabelKey().IsMatch(key))
                problems.Add($"labels.{ProblemCollector.Shown(key)}", "is no label key: 1 to 63 of letters, digits, '.', '_', '-', '/' are allowed.");
            else if (value.Length > 200 || value.Any(c => char.IsControl(c) || c == '|'))
                problems.Add($"labels.{key}", "has no label value: at most 200 characters, no '|' and no control characters are allowed.");
        }
    }

    private static void CheckProgram(ProblemCollector problems, JobSpec spec)
    {
        if (spec.Type is "SQL" or "PYFLINK")
            problems.Add("type", $"{spec.Type} jobs are not supported by this version; use JAR.", SpecProblem.TypeNotSupported);
        else
            problems.OneOf("type", spec.Type, "JAR", "SQL", "PYFLINK");
        if (spec.Type == "JAR")
            CheckJar(problems, spec);
        if (spec.Args.Length > 1000)
            problems.Add("args", $"has {spec.Args.Length} entries; at most 1000 are allowed.");
        for (var i = 0; i < Math.Min(spec.Args.Length, 1000); i++)
            if (spec.Args[i].Length > 16_384)
                problems.Add($"args[{i}]", $"has {spec.Args[i].Length} characters; at most 16384 are allowed.");
            else if (spec.Args[i].Contains('\0'))
                problems.Add($"args[{i}]", "contains U+0000.");
        if (!FlinkVersions.Contains(spec.FlinkVersion))
            problems.Add("flinkVersion", $"is '{ProblemCollector.Shown(spec.FlinkVersion)}'; allowed, major and minor only: {string.Join(", ", FlinkVersions)}.");
        problems.Range("parallelism", spec.Parallelism, 1, 32_768);
    }

    private static void CheckJar(ProblemCollector problems, JobSpec spec)
    {
        if (!ArtifactName.IsUploaded(spec.Artifact) && (spec.Artifact.Length > 2000 || !HdfsPath().IsMatch(spec.Artifact) || spec.Artifact.Split('/').Contains("..")))
            problems.Add(
                "artifact",
                $"is '{ProblemCollector.Shown(spec.Artifact)}'; a path on the cluster's own HDFS is expected, without host and without '..': hdfs:///jars/orders.jar; or what POST /artifacts answered: sha256:….");
        if (spec.EntryClass.Length > 500 || !JavaClass().IsMatch(spec.EntryClass))
            problems.Add("entryClass", $"is '{ProblemCollector.Shown(spec.EntryClass)}'; the full name of a Java class is expected: com.example.Orders.");
    }

    private static void CheckTarget(ProblemCollector problems, TargetSpec target, IReadOnlyCollection<string> clusters)
    {
        if (target.Mode is "KUBERNETES_APPLICATION" or "KUBERNETES_STANDALONE" or "SESSION")
            problems.Add("target.mode", $"{target.Mode} is not supported by this version; use YARN_APPLICATION.", SpecProblem.ModeNotSupported);
        else
            problems.OneOf("target.mode", target.Mode, "YARN_APPLICATION", "KUBERNETES_APPLICATION", "KUBERNETES_STANDALONE", "SESSION");
        if (target.Pair is { } pair)
            CheckId(problems, "target.pair", pair);
        if (!clusters.Contains(target.Cluster))
            problems.Add(
                "target.cluster",
                $"'{ProblemCollector.Shown(target.Cluster)}' is not configured; configured: {(clusters.Count == 0 ? "none" : string.Join(", ", clusters))}.",
                SpecProblem.ClusterUnknown);
        if (!Queue().IsMatch(target.Queue))
            problems.Add("target.queue", $"is '{ProblemCollector.Shown(target.Queue)}'; 1 to 200 of letters, digits, '.', '_', '-' are allowed.");
        problems.Range("target.priority", target.Priority, 0, 1000);
    }

    private static void CheckResources(ProblemCollector problems, ResourcesSpec resources)
    {
        CheckProcess(problems, "resources.jobManager", resources.JobManager);
        CheckProcess(problems, "resources.taskManager", resources.TaskManager);
        problems.Range("resources.taskManager.slots", resources.TaskManager.Slots, 1, 64);
    }

    private static void CheckProcess(ProblemCollector problems, string path, ProcessSpec process)
    {
        const long Mebi = 1024 * 1024;
        if (!MemorySize.TryParse(process.Memory, out var bytes))
            problems.Add($"{path}.memory", $"is '{ProblemCollector.Shown(process.Memory)}'; a size is expected: 1g, 1600m.");
        else if (bytes is < 256 * Mebi or > 1024 * 1024 * Mebi)
            problems.Add($"{path}.memory", $"is {process.Memory}; 256m to 1t are allowed.");
        problems.Range($"{path}.cpu", process.Cpu, 1, 64);
    }

    private static void CheckRetry(ProblemCollector problems, RetrySpec retry)
    {
        CheckRule(problems, "retry", retry);
        foreach (var (name, rule) in retry.ByClass)
            if (!FailureClasses.All.Contains(name))
                problems.Add($"retry.byClass.{ProblemCollector.Shown(name)}", $"is no failure class; allowed: {string.Join(", ", FailureClasses.All)}.");
            else
                CheckRule(problems, $"retry.byClass.{name}", rule);
    }

    private static void CheckRule(ProblemCollector problems, string path, RetryRule rule)
    {
        problems.Range($"{path}.maxAttempts", rule.MaxAttempts, 0, 1000);
        problems.Range($"{path}.window", rule.Window, TimeSpan.FromSeconds(1), s_longest);
        problems.Range($"{path}.initialBackoff", rule.InitialBackoff, TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(1));
        problems.Range($"{path}.maxBackoff", rule.MaxBackoff, TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(7));
        if (rule.MaxBackoff < rule.InitialBackoff)
            problems.Add($"{path}.maxBackoff", $"is {rule.MaxBackoff.InWords()}, shorter than initialBackoff, {rule.InitialBackoff.InWords()}.");
    }

    private static void CheckState(ProblemCollector problems, StateSpec state)
    {
        problems.Range("state.maxAge", state.MaxAge, TimeSpan.FromSeconds(1), s_longest);
        if (state.SavepointEvery is { } every)
            problems.Range("state.savepointEvery", every, TimeSpan.FromMinutes(1), s_longest);
        problems.Range("state.retain", state.Retain, 1, 100);
        problems.OneOf("state.claim", state.Claim, "NO_CLAIM", "CLAIM");
    }

    private static void CheckRecovery(ProblemCollector problems, RecoverySpec recovery)
    {
        problems.Range("recovery.rpo", recovery.Rpo, TimeSpan.FromSeconds(1), s_longest);
        problems.OneOf("recovery.waveClass", recovery.WaveClass, "HIGH", "NORMAL", "LOW");
    }

    private static void CheckId(ProblemCollector problems, string path, string value)
    {
        if (!IsId(value))
            problems.Add(path, $"is '{ProblemCollector.Shown(value)}'; 1 to 64 of a-z, 0-9 and '-' are allowed.");
    }

    [GeneratedRegex(@"\A[a-z0-9-]+\z", RegexOptions.None, 1000)]
    private static partial Regex Id();

    [GeneratedRegex(@"\A[A-Za-z0-9._/-]{1,63}\z", RegexOptions.None, 1000)]
    private static partial Regex LabelKey();

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,200}\z", RegexOptions.None, 1000)]
    private static partial Regex Queue();

    [GeneratedRegex(@"\Ahdfs:///[^/\p{Cc}\s][^\p{Cc}]*\z", RegexOptions.None, 1000)]
    private static partial Regex HdfsPath();

    [GeneratedRegex(@"\A[\p{L}_$][\p{L}\p{N}_$]*(\.[\p{L}_$][\p{L}\p{N}_$]*)*\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex JavaClass();
}
