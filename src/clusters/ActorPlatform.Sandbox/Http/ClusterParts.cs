namespace ActorPlatform.Sandbox.Http;

/// <summary>What of a cluster can be paused.</summary>
internal static class ClusterParts
{
    public const string All = "all";

    private const string ResourceManager = "resource-manager";
    private const string NameNode = "name-node";
    private const string JobManagers = "job-managers";

    public static IReadOnlyList<string> Names { get; } = [All, ResourceManager, NameNode, JobManagers];

    /// <summary>What has to answer, so that a request gets its answer.</summary>
    /// <param name="segments">Of the request's path.</param>
    public static IReadOnlyList<string> NeededBy(string[] segments) => segments switch
    {
        ["ws", "v1", "cluster", ..] => [All, ResourceManager],
        ["proxy", ..] => [All, ResourceManager, JobManagers],
        ["webhdfs", ..] => [All, NameNode],
        [JobManagerRoutes.Segment, ..] => [All, JobManagers],
        _ => [All],
    };
}
