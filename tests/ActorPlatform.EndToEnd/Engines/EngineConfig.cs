using ActorPlatform.EndToEnd.Rigs;

namespace ActorPlatform.EndToEnd.Engines;

/// <summary>The configuration of an engine under test: the rig as cluster <c>a</c>, and times short enough for tests.</summary>
internal sealed record EngineConfig
{
    private const string JavaOptions =
        "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 --add-exports=java.base/sun.net.util=ALL-UNNAMED --add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED "
        + "--add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED --add-opens=java.base/java.net=ALL-UNNAMED "
        + "--add-opens=java.base/java.io=ALL-UNNAMED --add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/sun.nio.ch=ALL-UNNAMED "
        + "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED --add-opens=java.base/java.text=ALL-UNNAMED --add-opens=java.base/java.time=ALL-UNNAMED "
        + "--add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/java.util.concurrent=ALL-UNNAMED "
        + "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED --add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED";

    /// <summary>The tag by which its applications are told from those of the other engines on the same rig.</summary>
    public required string Installation { get; init; }

    /// <summary>The lines of <c>storage</c>.</summary>
    public required string Storage { get; init; }

    /// <summary>Where it finds the ResourceManager; a proxy of the test's, or the rig's own.</summary>
    public required Uri ResourceManager { get; init; }

    /// <summary>Where it finds the NameNode; a proxy of the test's, or null for the rig's own.</summary>
    public Uri? NameNode { get; init; }

    /// <summary>Further lines of <c>actorplatform</c>.</summary>
    public string More { get; init; } = "";

    /// <param name="node">The node's name.</param>
    /// <param name="port">Where its HTTP listens.</param>
    public string ToHocon(Rig rig, string node, int port) => $$"""
        actorplatform {
          installation = "{{Installation}}"
          http.url = "http://127.0.0.1:{{port}}"
          node.name = "{{node}}"
          storage {
            {{Storage}}
          }
          jobs {
            prepare-within = 60s
            post-within = 60s
            post-lateness = 10s
            verify-within = 4m
            suspend-within = 2m
            kill-within = 2m
            # Longer than the rig's time-outs of lost nodes and silent JobManagers.
            container-timeout = 105s
            observer { every = 1s, unreachable-max = 3s }
            monitor { fast = 500ms, slow = 2s }
            attempts { backoff-max = 3s, poll-max = 1s }
          }
          clusters.a {
            kind = yarn
            resource-managers = ["{{ResourceManager.GetLeftPart(UriPartial.Authority)}}"]
            hdfs { name-nodes = ["{{(NameNode ?? rig.NameNode).GetLeftPart(UriPartial.Authority)}}"], uri = "{{rig.FileSystem}}", root = "/flink" }
            user = root
            {{rig.ClusterSettings}}
            timeouts { connect = 2s, call = 5s, job-manager = 4s, grace = 20s }
            bounds { breaker-pause = 2s }
            flink-config {
        {{FlinkConfig}}
            }
          }
        {{More}}
        }

        """;

    /// <summary>Small enough that a job takes 1.25 GiB of YARN's memory, on loopback only, with checkpoints that outlive it.</summary>
    private static string FlinkConfig { get; } = string.Join('\n', new Dictionary<string, string>
    {
        ["env.java.opts.all"] = JavaOptions,
        ["jobmanager.memory.jvm-metaspace.size"] = "160m",
        ["jobmanager.memory.off-heap.size"] = "64m",
        ["jobmanager.memory.jvm-overhead.min"] = "64m",
        ["jobmanager.memory.jvm-overhead.max"] = "64m",
        ["taskmanager.memory.jvm-metaspace.size"] = "160m",
        ["taskmanager.memory.jvm-overhead.min"] = "64m",
        ["taskmanager.memory.jvm-overhead.max"] = "64m",
        ["taskmanager.memory.framework.off-heap.size"] = "64m",
        ["taskmanager.memory.network.min"] = "32m",
        ["taskmanager.memory.network.max"] = "32m",
        ["taskmanager.memory.managed.size"] = "64m",
        ["jobmanager.bind-host"] = "127.0.0.1",
        ["taskmanager.bind-host"] = "127.0.0.1",
        ["taskmanager.host"] = "127.0.0.1",
        ["rest.address"] = "127.0.0.1",
        ["rest.bind-address"] = "127.0.0.1",
        ["execution.checkpointing.interval"] = "3s",
        ["state.backend.type"] = "hashmap",
        ["restart-strategy.type"] = "fixed-delay",
        ["restart-strategy.fixed-delay.attempts"] = "2",
        ["restart-strategy.fixed-delay.delay"] = "1s",
        ["heartbeat.interval"] = "2000",
        ["heartbeat.timeout"] = "20000",
        ["web.refresh-interval"] = "500",
        ["metrics.fetcher.update-interval"] = "1000",
        ["classloader.check-leaked-classloader"] = "false",
        ["yarn.file-replication"] = "1",
    }.Select(option => $"      \"{option.Key}\" = \"{option.Value}\""));
}
