using ActorPlatform.Actors.Membership;
using ActorPlatform.Edge.Tests.Architecture;
using ActorPlatform.Hocon.Configuration;
using ActorPlatform.Hosting.Configuration;
using ActorPlatform.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ActorPlatform.Edge.Tests.Hosting;

public sealed class ConfigurationTests
{
    private const string Cluster = """
        kind = yarn, resource-managers = ["http://rm1:8088"], hdfs { name-nodes = ["http://nn1:9870"], uri = "hdfs://nameservice-a", root = "/flink" }
        """;

    [Fact]
    public void Read_SeveralProblems_ListsAllAtOnce()
    {
        var exception = Should.Throw<ActorPlatformConfigurationException>(() => Read("""
            actorplatform {
              installation = "Not This"
              instalation = "x"
              node { act-for = 100ms, advertise = "nowhere" }
              storage { provider = postgres }
              jobs { post-within = soon }
              clusters { a { kind = kubernetes }, B { kind = yarn } }
              pairs { main { clusters = [a, c] } }
            }
            """));

        var problems = string.Join('\n', exception.Problems);
        foreach (var key in new[]
        {
            "actorplatform.installation", "actorplatform.instalation", "actorplatform.node.act-for", "actorplatform.node.advertise", "actorplatform.storage.postgres.connection-string",
            "actorplatform.jobs.post-within", "actorplatform.clusters.a.kind", "actorplatform.clusters.B", "actorplatform.pairs.main.clusters: 'c' is not configured",
        })
            problems.ShouldContain(key);
        problems.ShouldContain("'installation'", Case.Sensitive, "the nearest known key");
    }

    [Theory]
    [InlineData("10.0.0.1:7070", "", "--insecure")]
    [InlineData("node-1.example.com:0", "", "--insecure")]
    [InlineData("10.0.0.1:7070", "insecure = true", null)]
    [InlineData("localhost:7070", "", null)]
    [InlineData("[::1]:7070", "", null)]
    public void Read_AdvertiseWithoutTls_IsLoopbackOnlyUnlessInsecure(string advertise, string more, string? problem)
    {
        var (_, problems) = ConfigurationReader.Find(new ConfigurationBuilder().AddHoconText($"actorplatform.node {{ advertise = \"{advertise}\"\n {more} }}").Build());

        if (problem is null)
            problems.ShouldBeEmpty();
        else
            problems.ShouldHaveSingleItem().ShouldContain(problem);
    }

    /// <summary>TLS stands in for --insecure, and what is wrong with its files is told with everything else.</summary>
    [Fact]
    public void Read_AdvertiseWithTls_NeedsNothingButItsFiles()
    {
        var (_, problems) = ConfigurationReader.Find(new ConfigurationBuilder().AddHoconText("""
            actorplatform.node { advertise = "10.0.0.1:7070", tls { certificate = "/nowhere/n1.pem", ca = "/nowhere/ca.pem" } }
            """).Build());

        problems.Select(problem => problem.Split(": ")[0]).ShouldBe(["actorplatform.node.tls.certificate", "actorplatform.node.tls.ca"]);
        problems.ShouldAllBe(problem => problem.Contains("/nowhere/"));
    }

    [Fact]
    public void Read_FenceAfterWithinActFor_IsRefused()
    {
        var (_, problems) = ConfigurationReader.Find(new ConfigurationBuilder().AddHoconText("actorplatform.node { act-for = 5s }").Build());

        problems.ShouldHaveSingleItem().ShouldContain("fence-after");
    }

    [Fact]
    public void Read_ContractsExample_IsTaken()
    {
        var options = Read($$"""
            actorplatform {
              installation = "default"
              http.url = "http://127.0.0.1:8080"
              node { name = "n1", advertise = "127.0.0.1:7070" }
              storage { provider = sqlite, sqlite.path = "data/actorplatform.db", postgres.connection-string = ${?NOT_SET_ANYWHERE} }
              clusters {
                a { {{Cluster}}, user = flink, application-classpath = "$HADOOP_CONF_DIR:x", flink { "1.20" { libs = "hdfs:///flink-dist/lib" } }, flink-config { "taskmanager.memory.managed.fraction" = 0.3 } }
                b { {{Cluster}} }
              }
              pairs { main { clusters = [a, b], replication { every = 5m, bandwidth = 100MB } } }
            }
            """);

        options.Clusters.Keys.Order().ShouldBe(["a", "b"]);
        options.Clusters["a"].Flink["1.20"].Libs.ShouldBe("hdfs:///flink-dist/lib");
        options.Clusters["a"].FlinkConfig["taskmanager.memory.managed.fraction"].ShouldBe("0.3");
        options.Pairs["main"].Replication.BandwidthBytes.ShouldBe(100_000_000);
        options.Node.Advertise.ShouldBe("127.0.0.1:7070");
    }

    [Fact]
    public void Read_Sandbox_IsTaken()
    {
        var cluster = Read("actorplatform.clusters.s { kind = sandbox, seed = 1, start = 200ms, checkpoint-every = 5s }").Clusters["s"];

        cluster.ShouldSatisfyAllConditions(
            () => cluster.Seed.ShouldBe(1),
            () => cluster.Start.ShouldBe(TimeSpan.FromMilliseconds(200)),
            () => cluster.CheckpointEvery.ShouldBe(TimeSpan.FromSeconds(5)));
    }

    [Theory]
    [InlineData("s { kind = sandbox, resource-managers = [\"http://rm1:8088\"] }", "addresses of its own")]
    [InlineData("s { kind = sandbox, checkpoint-every = 0s }", "s.checkpoint-every")]
    [InlineData("s { kind = sandbox, start = 2h }", "s.start")]
    [InlineData("s { kind = sandbox, flink-config { \"high-availability.cluster-id\" = x } }", "s.flink-config")]
    [InlineData("s { " + Cluster + ", seed = 1 }", "belong to clusters of kind sandbox")]
    public void Read_SandboxWithWhatCannotBe_IsRefused(string cluster, string problem) =>
        Should.Throw<ActorPlatformConfigurationException>(() => Read($"actorplatform.clusters {{ {cluster} }}")).Problems.ShouldHaveSingleItem().ShouldContain(problem);

    [Theory]
    [InlineData("single-node.conf")]
    [InlineData("postgres.conf")]
    [InlineData("cluster.conf")]
    public void Read_Profile_IsReadyToUse(string file)
    {
        var options = Read(Profile(file, "ACTORPLATFORM_POSTGRES = \"Host=db;Database=x\""));

        options.Clusters.Keys.ShouldBe(["a"]);
        options.Storage.Provider.ToString().ShouldBe(file == "single-node.conf" ? "Sqlite" : "Postgres");
    }

    [Fact]
    public void Read_ClusterProfile_TakesWhatDiffersFromTheEnvironment()
    {
        var text = Profile("cluster.conf", """
            ACTORPLATFORM_POSTGRES = "Host=db;Database=x"
            ACTORPLATFORM_NODE = n2
            ACTORPLATFORM_ADVERTISE = "127.0.0.1:7072"
            ACTORPLATFORM_HTTP = "http://127.0.0.1:8082"
            """);

        var options = Read(text);

        (options.Node.Name, options.Node.Advertise).ShouldBe(("n2", "127.0.0.1:7072"));
        new ConfigurationBuilder().AddHoconText(text).Build()["actorplatform:http:url"].ShouldBe("http://127.0.0.1:8082");
        var alone = Read(Profile("cluster.conf", "ACTORPLATFORM_POSTGRES = \"Host=db;Database=x\"")).Node;
        (alone.Name, alone.Advertise).ShouldBe(("", "127.0.0.1:0"));
    }

    [Fact]
    public void AddActorPlatform_WrongOptionsInCode_AreRefusedAtOnce()
    {
        var exception = Should.Throw<ActorPlatformConfigurationException>(() => new ServiceCollection().AddActorPlatform(options =>
        {
            options.Installation = "";
            options.Entities.Shards = 0;
        }));

        exception.Problems.Count.ShouldBe(2, exception.Message);
    }

    [Fact]
    public void FindAkka_SettingsOfAkka_AreHandedOnWhole()
    {
        var configuration = new ConfigurationBuilder().AddHoconText("akka { loglevel = DEBUG, cluster.roles = [a] }").Build();

        ConfigurationReader.FindAkka(configuration).ShouldBe("""{"akka":{"loglevel":"DEBUG","cluster":{"roles":["a"]}}}""");
        ConfigurationReader.FindAkka(new ConfigurationBuilder().AddHoconText("a = 1").Build()).ShouldBeNull();
    }

    [Theory]
    [InlineData("127.0.0.1:7070", true)]
    [InlineData("node-1.example.com:0", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData(":7070", false)]
    [InlineData("host:70700", false)]
    [InlineData("ho\"st:1", false)]
    public void NodeAddress_OfAText_TellsWhetherItIsHostAndPort(string text, bool expected) => NodeAddress.IsValid(text).ShouldBe(expected);

    /// <summary>A profile with those that it includes; the first lines stand in for the environment.</summary>
    private static string Profile(string file, string environment)
    {
        var text = Repository.Read($"hocon/{file}");
        foreach (var included in new[] { "postgres.conf", "single-node.conf" })
            text = text.Replace($"include \"{included}\"", Repository.Read($"hocon/{included}"), StringComparison.Ordinal);
        return $"{environment}\n{text}";
    }

    private static ActorPlatformOptions Read(string text) => ConfigurationReader.Read(
        new ConfigurationBuilder().AddHoconText(text, new HoconConfigurationOptions { MapPaths = HoconMapPaths.Of(typeof(ActorPlatformOptions), ActorPlatformOptions.Section) }).Build());
}
