using ActorPlatform.Actors.Membership;
using ActorPlatform.Actors.Ownership;
using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Tls;
using ActorPlatform.Hocon.Binding;
using ActorPlatform.Hosting.Engine;
using ActorPlatform.Hosting.Telemetry;
using ActorPlatform.Jobs.Specs;
using ActorPlatform.Yarn;
using Microsoft.Extensions.Configuration;

namespace ActorPlatform.Hosting.Configuration;

/// <summary>Rules that join several keys, or belong to a part's own words. Each problem begins with its key.</summary>
internal static class ConfigurationRules
{
    /// <summary>The rules, and the ranges of every section: for options that did not come from a configuration.</summary>
    public static IReadOnlyList<string> CheckAll(ActorPlatformOptions options) =>
    [
        .. HoconBinder.Bind(new ConfigurationBuilder().Build(), ActorPlatformOptions.Section, options, []).Select(p => p.ToString()),
        .. Check(options),
    ];

    public static IEnumerable<string> Check(ActorPlatformOptions options) =>
    [
        .. CheckNode(options.Node),
        .. StorageOptionsCheck.FindProblems(options.Storage),
        .. TelemetryServices.FindProblems(options.Telemetry),
        .. options.Clusters.SelectMany(c => CheckCluster(c.Key, c.Value)),
        .. options.Pairs.SelectMany(p => CheckPair(p.Key, p.Value, options)),
    ];

    private static IEnumerable<string> CheckNode(NodeOptions node)
    {
        if (!NodeAddress.IsValid(node.Advertise))
            yield return $"actorplatform.node.advertise: '{node.Advertise}' is no host:port; write 127.0.0.1:7070.";
        else if (!NodeAddress.IsLoopback(node.Advertise) && !node.Insecure && !node.Tls.IsOn)
            yield return $"actorplatform.node.advertise: {node.Advertise} is reached from other machines, and between nodes nothing is encrypted and nobody has to prove who he is: whoever reaches it may do everything. Give the nodes certificates (actorplatform.node.tls, docs/operations.md), use 127.0.0.1, or say serve --insecure (actorplatform.node.insecure = true) where the network lets nobody else in.";
        foreach (var problem in NodeCertificates.Read(node, TimeProvider.System.GetUtcNow()).Problems)
            yield return problem;
    }

    private static IEnumerable<string> CheckCluster(string name, ClusterOptions cluster)
    {
        var at = $"actorplatform.clusters.{name}";
        if (!SpecValidator.IsId(name))
            return [$"{at}: names of clusters are of [a-z0-9-], at most 64."];
        return cluster.Kind switch
        {
            "yarn" => ClusterRules.Check(name, cluster),
            SandboxClusters.Kind => SandboxClusters.Check(name, cluster),
            _ => [$"{at}.kind: '{cluster.Kind}' is not supported by this version; allowed: yarn, sandbox."],
        };
    }

    private static IEnumerable<string> CheckPair(string name, PairOptions pair, ActorPlatformOptions options)
    {
        var at = $"actorplatform.pairs.{name}";
        if (!SpecValidator.IsId(name))
            yield return $"{at}: names of pairs are of [a-z0-9-], at most 64.";
        if (pair.Clusters.Count != 2 || pair.Clusters[0] == pair.Clusters[1])
            yield return $"{at}.clusters: [{string.Join(", ", pair.Clusters)}] is no pair; two different clusters are needed.";
        foreach (var cluster in pair.Clusters.Where(c => !options.Clusters.ContainsKey(c)))
            yield return $"{at}.clusters: '{cluster}' is not configured; configured: {(options.Clusters.Count == 0 ? "none" : string.Join(", ", options.Clusters.Keys.Order()))}.";
    }
}
