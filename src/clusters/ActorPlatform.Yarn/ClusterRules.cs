using System.ComponentModel.DataAnnotations;
using ActorPlatform.Flink;
using ActorPlatform.Hdfs;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Yarn;

/// <summary>Checks a cluster's options, all at once, in the words of the configuration.</summary>
public static class ClusterRules
{
    /// <summary>What is wrong with a cluster's options; empty when nothing is.</summary>
    public static IReadOnlyList<string> Check(string name, ClusterOptions options)
    {
        var at = $"actorplatform.clusters.{name}";
        var problems = new List<string>();
        CheckAddresses($"{at}.resource-managers", options.ResourceManagers, "http://rm1:8088", problems);
        CheckAddresses($"{at}.hdfs.name-nodes", options.Hdfs.NameNodes, "http://nn1:9870", problems);
        if (!Uri.TryCreate(options.Hdfs.Uri, UriKind.Absolute, out var uri)
            || uri.Scheme != "hdfs"
            || uri.Authority.Length == 0
            || uri.AbsolutePath.Trim('/').Length > 0)
            problems.Add($"{at}.hdfs.uri: '{options.Hdfs.Uri}' names no file system; write hdfs://nameservice or hdfs://host:port.");
        if (!HdfsPath.TryParse(options.Hdfs.Root, out var root, out var authority) || root.Value == "/" || authority.Length > 0)
            problems.Add($"{at}.hdfs.root: '{options.Hdfs.Root}' is no folder; write /flink.");
        if (options.User.Length == 0)
            problems.Add($"{at}.user: a user is needed.");
        foreach (var (version, distribution) in options.Flink)
            CheckDistribution($"{at}.flink.\"{version}\"", version, distribution, problems);
        foreach (var key in options.FlinkConfig.Keys)
            if (OwnedOptions.Objection(key) is { } objection)
                problems.Add($"{at}.flink-config: {key} {objection}");
        if (options.Seed is not null || options.Start is not null || options.CheckpointEvery is not null)
            problems.Add($"{at}: seed, start and checkpoint-every belong to clusters of kind sandbox.");
        CheckRanges($"{at}.timeouts", options.Timeouts, problems);
        CheckRanges($"{at}.bounds", options.Bounds, problems);
        return problems;
    }

    internal static Uri Address(string text) => new(text.TrimEnd('/') + "/");

    private static void CheckAddresses(string at, List<string> addresses, string example, List<string> problems)
    {
        if (addresses.Count == 0)
            problems.Add($"{at}: at least one address is needed: [\"{example}\"].");
        problems.AddRange(
            addresses
                .Where(address => !Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
                .Select(address => $"{at}: '{address}' is no address; write {example}."));
    }

    private static void CheckDistribution(string at, string version, FlinkDistributionOptions distribution, List<string> problems)
    {
        if (FlinkVersionProfile.Find(version) is null)
            problems.Add($"{at}: not a known version: one of {string.Join(", ", FlinkVersionProfile.Known)}.");
        if (distribution.Libs.Length > 0 && !HdfsPath.TryParse(distribution.Libs, out _, out _))
            problems.Add($"{at}.libs: '{distribution.Libs}' is no folder; write hdfs:///flink-dist/lib.");
    }

    private static void CheckRanges(string at, object section, List<string> problems)
    {
        var found = new List<ValidationResult>();
        if (!Validator.TryValidateObject(section, new ValidationContext(section), found, validateAllProperties: true))
            problems.AddRange(found.Select(result => $"{at}: {result.ErrorMessage}"));
    }
}
