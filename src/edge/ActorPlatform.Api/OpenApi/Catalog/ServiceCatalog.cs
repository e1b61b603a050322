using ActorPlatform.Api.Wire;

namespace ActorPlatform.Api.OpenApi.Catalog;

/// <summary>Clusters, and the engine itself.</summary>
internal static class ServiceCatalog
{
    public static IEnumerable<Described> All =>
    [
        new Described("GET /api/v1/clusters", "listClusters", DescribedTags.Clusters, "Lists the configured clusters as they are seen now").Answers200<ListBody<ClusterBody>>("The clusters."),
        new Described("GET /api/v1/clusters/{name}", "getCluster", DescribedTags.Clusters, "Shows a cluster as it is seen now").Answers200<ClusterBody>("The cluster."),
        new Described("POST /api/v1/artifacts", "uploadArtifact", DescribedTags.Clusters, "Takes an artifact, and puts it on every cluster")
            .TakesFile(Endpoints.ArtifactEndpoints.MediaTypes).Saying("The body is the file itself. Its name is its content's: a repetition changes nothing. Specs name it in `artifact`.")
            .Refusing(429).Answering(201, typeof(ArtifactBody), "It is on every cluster."),
        new Described("GET /api/v1/nodes", "listNodes", DescribedTags.Nodes, "Lists the engine's nodes: the living ones by name, then the newest of those that are gone")
            .Saying("What only a node itself knows, its shards, entities and act deadline, it is asked for; one that does not answer within seconds is listed without it. At most 20 that are gone.")
            .Answers200<ListBody<NodeBody>>("The nodes."),
        new Described("POST /api/v1/nodes/{name}/drain", "drainNode", DescribedTags.Nodes, "Asks a node to hand its jobs over and to end")
            .Saying("Answered once it has begun; the list of nodes shows it DRAINING, then GONE. Its HTTP ends first. Its process ends with exit code 0, and no other incarnation follows by itself. Safe to repeat. `name` may be an incarnation.")
            .Query("force", "Also when no other node is up that could take its jobs; else that is 409 `node.last`.", "false", DescribedKind.Flag).Takes<EmptyInput>("{}")
            .Refusing(409).Answering(202, typeof(NodeBody), "It leaves."),
        new Described("GET /healthz", "getHealth", DescribedTags.Service, "Tells whether the process lives").Refusing(404).Answers200<HealthBody>("It can answer."),
        new Described("GET /readyz", "getReadiness", DescribedTags.Service, "Tells whether the engine can answer requests and may act").Refusing(404)
            .Answers200<HealthBody>("It can.").Answering(503, typeof(HealthBody), "It cannot; `checks` says why.", "Retry-After"),
        new Described("GET /metrics", "getMetrics", DescribedTags.Service, "Tells what is counted, in the text of Prometheus").Refusing(404)
            .Answering(200, typeof(string), "The metrics.").As("text/plain"),
        new Described("GET /openapi/v1.json", "getOpenApiDocument", DescribedTags.Service, "Shows this document").Refusing(404).Answering(200, typeof(System.Text.Json.Nodes.JsonObject), "The document."),
    ];
}
