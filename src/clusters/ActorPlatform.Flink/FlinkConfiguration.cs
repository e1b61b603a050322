using System.Globalization;
using System.Text;
using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Flink;

/// <summary>What of a cluster goes into a run's options.</summary>
/// <param name="Defaults">The cluster's flink-config.</param>
/// <param name="CheckpointDir">Where checkpoints go, without authority.</param>
/// <param name="SavepointDir">Where savepoints go by default, without authority.</param>
public sealed record FlinkSite(IReadOnlyDictionary<string, string> Defaults, string CheckpointDir, string SavepointDir);

/// <summary>The options of one run: those in the file, which jobs of a cluster share, and those on the command line.</summary>
/// <remarks>
/// TaskManagers start from the same file, and get each value that differs from it on their own command line, which Flink quotes for one shell where there are two.
/// So a value with characters that a shell reads inside double quotes goes into the file, which then is this job's own.
/// </remarks>
public sealed class FlinkConfiguration
{
    private const string ProgramArgs = "$internal.application.program-args";
    private readonly FlinkVersionProfile _profile;
    private readonly IReadOnlyList<string> _args;

    private FlinkConfiguration(
        FlinkVersionProfile profile,
        IReadOnlyList<string> args,
        SortedDictionary<string, string> file,
        SortedDictionary<string, string> dynamic,
        JobManagerMemory memory)
    {
        _profile = profile;
        _args = args;
        File = file;
        Dynamic = dynamic;
        Memory = memory;
    }

    /// <summary>Options in the file.</summary>
    public IReadOnlyDictionary<string, string> File { get; }

    /// <summary>Options on the command line, sorted.</summary>
    public IReadOnlyDictionary<string, string> Dynamic { get; }

    /// <summary>The JobManager's memory.</summary>
    public JobManagerMemory Memory { get; }

    /// <summary>A value as it holds for the JobManager.</summary>
    public string? this[string key] => Dynamic.GetValueOrDefault(key) ?? File.GetValueOrDefault(key);

    /// <summary>Options whose names start so, of both kinds.</summary>
    public IEnumerable<KeyValuePair<string, string>> WithPrefix(string prefix) =>
        File.Concat(Dynamic)
            .Where(option => option.Key.StartsWith(prefix, StringComparison.Ordinal))
            .GroupBy(option => option.Key)
            .Select(group => group.Last());

    /// <summary>Makes the options of a run; the same plan and application give the same.</summary>
    /// <param name="problems">What keeps it from being made, all at once.</param>
    public static FlinkConfiguration? Of(
        FlinkVersionProfile profile,
        FlinkSite site,
        RunPlan plan,
        string applicationId,
        out IReadOnlyList<string> problems)
    {
        problems = FlinkRules.Check(profile, site, plan.Spec);
        if (problems.Count > 0)
            return null;
        var file = FlinkRules.SharedOptions(profile, site);
        var dynamic = FlinkRules.RunOptions(profile, site, plan, applicationId);
        if (JobManagerMemory.Split(plan.Spec.Resources.JobManager.Memory, Merge(file, dynamic), out var problem) is not { } memory)
        {
            problems = [problem!];
            return null;
        }

        foreach (var (key, value) in memory.Options)
            dynamic[key] = value;
        dynamic[ProgramArgs] = ListOption.Join(plan.Spec.Args);
        foreach (var key in dynamic.Keys.Where(key => FlinkRules.BelongsInFile(dynamic[key])).ToList())
        {
            file[key] = dynamic[key];
            dynamic.Remove(key);
        }

        foreach (var key in dynamic.Keys.Where(key => file.GetValueOrDefault(key) == dynamic[key]).ToList())
            dynamic.Remove(key);
        return new FlinkConfiguration(profile, plan.Spec.Args, file, dynamic, memory);
    }

    /// <summary>The file's content: flat lines, which both parsers read.</summary>
    public string FileContent()
    {
        var text = new StringBuilder();
        foreach (var (key, value) in File)
            text.Append(CultureInfo.InvariantCulture, $"{Key(key)}: {Value(key, value)}\n");
        return text.ToString();
    }

    /// <summary>The JVM options of the JobManager, in Flink's order.</summary>
    public string JvmOptions()
    {
        var options = _profile.JvmOptionKeys.Select(key => this[key]).Where(value => !string.IsNullOrWhiteSpace(value));
        return string.Join(' ', _profile.IgnoresUnknownVmOptions ? options.Append("-XX:+IgnoreUnrecognizedVMOptions") : options);
    }

    private static Dictionary<string, string> Merge(IReadOnlyDictionary<string, string> below, IReadOnlyDictionary<string, string> above)
    {
        var merged = new Dictionary<string, string>(below);
        foreach (var (key, value) in above)
            merged[key] = value;
        return merged;
    }

    private string Key(string key) => _profile.IsStandardYaml && key.StartsWith('$') ? ListOption.ToYaml(key) : key;

    private string Value(string key, string value) =>
        !_profile.IsStandardYaml ? value
        : key == ProgramArgs ? ListOption.ToYaml(_args)
        : ListOption.ToYaml(value);
}
