namespace ActorPlatform.Edge.Tests.Api;

internal static class Specs
{
    /// <summary>The spec of the contract, but the pair.</summary>
    public const string Good = """
        { "name": "orders-wide", "tenant": "dw", "externalId": "autodts-4711", "labels": {"team": "dw"},
          "type": "JAR", "artifact": "hdfs:///jars/orders.jar", "entryClass": "com.x.Orders", "args": ["--rate", "100"],
          "flinkVersion": "1.20", "parallelism": 1,
          "target": { "pair": "main", "cluster": "a", "mode": "YARN_APPLICATION", "queue": "default", "priority": 50 },
          "resources": { "jobManager": {"memory": "1g", "cpu": 1}, "taskManager": {"memory": "2g", "cpu": 1, "slots": 1} },
          "flinkConfig": { "execution.checkpointing.interval": "10s" },
          "retry": { "maxAttempts": 10, "window": "PT1H", "initialBackoff": "PT10S", "maxBackoff": "PT10M" },
          "state": { "maxAge": "P1D", "savepointEvery": "PT6H", "retain": 5, "claim": "NO_CLAIM" },
          "recovery": { "replicate": true, "rpo": "PT20M", "waveClass": "NORMAL" } }
        """;

    /// <summary>The least that a spec needs.</summary>
    public const string Least = """{"name":"n","artifact":"hdfs:///j.jar","entryClass":"C","target":{"cluster":"a"}}""";
}
