using ActorPlatform.Hocon.Configuration;
using ActorPlatform.Hocon.Conversion;
using Microsoft.Extensions.Configuration;

namespace ActorPlatform.Edge.Tests.Hocon;

/// <summary>A file as an operator writes it, whole.</summary>
public sealed class OperatorFileTests
{
    private const string Text = """
        actorplatform {
          installation = "default"
          http.url = "http://127.0.0.1:8080"
          node { name = "n1", advertise = "127.0.0.1:7070" }   # where other nodes reach it
          storage { provider = sqlite, sqlite.path = "data/a.db", postgres.connection-string = ${?ACTORPLATFORM_POSTGRES} }
          clusters {
            include "sites/site-a.conf"
            k-8 { kind = kubernetes, images { "1.20" = "flink:1.20" } }
          }
          pairs { main { clusters = [site-a, k-8], replication { every = 5m, bandwidth = 100MB } } }
        }
        akka { cluster.roles = [engine], loglevel = ${level} }
        level = INFO
        """;

    private const string Site = """
        site-a {
          kind = yarn
          resource-managers = ["http://rm1:8088", "http://rm2:8088"]
          application-classpath = "$HADOOP_CONF_DIR:x"
          flink { "1.20" { libs = "hdfs:///flink-dist/lib" } }
          flink-config { "taskmanager.memory.managed.fraction" = 0.3 }
          user = ${actorplatform.installation}
        }
        """;

    [Theory]
    [InlineData("ActorPlatform:Installation", "default")]
    [InlineData("ActorPlatform:Http:Url", "http://127.0.0.1:8080")]
    [InlineData("ActorPlatform:Node:Advertise", "127.0.0.1:7070")]
    [InlineData("ActorPlatform:Storage:Sqlite:Path", "data/a.db")]
    [InlineData("ActorPlatform:Storage:Postgres:ConnectionString", null)]
    [InlineData("ActorPlatform:Clusters:site-a:ResourceManagers:1", "http://rm2:8088")]
    [InlineData("ActorPlatform:Clusters:site-a:ApplicationClasspath", "$HADOOP_CONF_DIR:x")]
    [InlineData("ActorPlatform:Clusters:site-a:Flink:1.20:Libs", "hdfs:///flink-dist/lib")]
    [InlineData("ActorPlatform:Clusters:site-a:FlinkConfig:taskmanager.memory.managed.fraction", "0.3")]
    [InlineData("ActorPlatform:Clusters:site-a:User", "default")]
    [InlineData("ActorPlatform:Clusters:k-8:Images:1.20", "flink:1.20")]
    [InlineData("ActorPlatform:Pairs:main:Clusters:0", "site-a")]
    [InlineData("ActorPlatform:Pairs:main:Replication:Bandwidth", "100MB")]
    public void AddHoconFile_OperatorFile_HasItsKeys(string key, string? value)
    {
        using var files = new TemporaryFiles().With("node.conf", Text).With("sites/site-a.conf", Site);
        var options = new HoconConfigurationOptions
        {
            Read = HoconTexts.Options(),
            MapPaths = ["actorplatform.clusters.*", "actorplatform.clusters.*.flink.*", "actorplatform.clusters.*.flink-config.**", "actorplatform.clusters.*.images.*", "actorplatform.pairs.*"],
        };

        var configuration = new ConfigurationBuilder().AddHoconFile(files.Path("node.conf"), options).Build();

        configuration[key].ShouldBe(value);
        configuration.ReadHocon("akka")!.ToJsonText().ShouldBe("""{"cluster":{"roles":["engine"]},"loglevel":"INFO"}""");
    }
}
