using System.Text.Json;
using System.Text.Json.Nodes;
using ActorPlatform.Clusters.Tests.Fakes;
using ActorPlatform.Clusters.Tests.Flink;
using ActorPlatform.Flink;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Specs;
using ActorPlatform.Yarn.Submission;

namespace ActorPlatform.Clusters.Tests.Yarn;

/// <summary>The document against one that was really posted, and ran.</summary>
public sealed class SubmissionTests
{
    private static readonly JsonNode Example = JsonNode.Parse(File.ReadAllText(Recording.PathOf("example-submission.json")))!;
    private static readonly ApplicationId Application = new("application_1795255796830_0014");

    [Fact]
    public void Build_OfTheExamplesPlan_HasItsResourcesAndEnvironment()
    {
        var made = JsonNode.Parse(Builder(Plan()).Build(Plan(), Application))!;

        Entries(made, "local-resources").ShouldBe(Entries(Example, "local-resources"), ignoreOrder: true);
        var (ours, theirs) = (Entries(made, "environment"), Entries(Example, "environment"));
        ours.Select(entry => entry.Key).ShouldBe(theirs.Select(entry => entry.Key), ignoreOrder: true);
        foreach (var (key, value) in theirs.Where(entry => entry.Key is not ("_CLIENT_SHIP_FILES" or "_FLINK_YARN_FILES")))
            ours.Single(entry => entry.Key == key).Value.ShouldBe(value, key);
        Descriptors(ours).ShouldBe(Descriptors(theirs), ignoreOrder: true);
        ours.Single(entry => entry.Key == "_FLINK_YARN_FILES").Value.ShouldBe($"\"hdfs://namenode:8020/flink/engine/staging/{Application}\"");
    }

    [Fact]
    public void Build_OfTheExamplesPlan_HasItsFields()
    {
        var made = JsonNode.Parse(Builder(Plan()).Build(Plan(), Application))!.AsObject();
        var missing = Example.AsObject().Select(field => field.Key).Except(made.Select(field => field.Key));

        missing.ShouldBeEmpty();
        made.Select(field => field.Key).Except(Example.AsObject().Select(field => field.Key)).ShouldBe(["priority"]);
        foreach (
            var field in new[]
            {
                "application-id",
                "application-name",
                "application-type",
                "queue",
                "max-app-attempts",
                "unmanaged-AM",
                "cancel-tokens-when-complete",
                "keep-containers-across-application-attempts",
                "resource",
            })
            made[field]!.ToJsonString().ShouldBe(Example[field]!.ToJsonString(), field);
        made["application-tags"]!["tag"]!.AsArray().Select(tag => tag!.GetValue<string>()).ShouldBe(["ap-test", "ap-job-job-1", "ap-run-3"]);
    }

    [Fact]
    public void Build_OfTheExamplesPlan_HasItsCommand()
    {
        var ours = Words(JsonNode.Parse(Builder(Plan()).Build(Plan(), Application))!);
        var theirs = Words(Example);

        ours.Take(4).ShouldBe(theirs.Take(4));
        ours.Skip(ours.Count - 4).ShouldBe(theirs.Skip(theirs.Count - 4));
        var options = ours.Where(word => word.StartsWith("-D ", StringComparison.Ordinal)).Select(Plain).ToList();
        foreach (
            var option in theirs
                .Where(word => word.StartsWith("-D ", StringComparison.Ordinal))
                .Select(Plain)
                .Where(option => !option.StartsWith("-D pipeline.jars", StringComparison.Ordinal)))
            options.ShouldContain(option);
    }

    [Fact]
    public void Build_OfTheSamePlanTwice_IsTheSameDocument() =>
        Builder(Plan()).Build(Plan(), Application).ShouldBe(Builder(Plan()).Build(Plan(), Application));

    [Fact]
    public void Build_ForAnOlderFlink_DescribesJarsInItsForm()
    {
        var plan = Plan() with { Spec = Plan().Spec with { FlinkVersion = "1.17" } };

        var environment = Entries(JsonNode.Parse(Builder(plan, "1.17").Build(plan, Application))!, "environment");

        environment
            .Single(entry => entry.Key == "_FLINK_DIST_JAR")
            .Value.ShouldContain(
                "YarnLocalResourceDescriptor{key=lib/flink-dist-1.20.5.jar, path=hdfs://namenode:8020/flink-dist/lib/flink-dist-1.20.5.jar, size=78088021, modificationTime=1795254627846, visibility=PUBLIC, type=FILE}");
        environment.Single(entry => entry.Key == "_FLINK_CLASSPATH").Value.ShouldEndWith(":flink-conf.yaml:\"");
    }

    private static RunPlan Plan() =>
        new(
            new JobId("job-1"),
            3,
            Spec(),
            new FlinkJobId("00000000000000000000000000c0ffee"),
            new RestoreChoice(new RestorePointId("r2-s"), "hdfs://namenode:8020/flink/savepoints/savepoint-000000-24752170095a", "NO_CLAIM"));

    private static JobSpec Spec() =>
        Plans.Spec("--rate", "50", "--state-mb", "1") with
        {
            Name = "e3-zero",
            Artifact = "hdfs:///shared/rig-job.jar",
            EntryClass = "rig.StatefulJob",
            Resources = new ResourcesSpec
            {
                JobManager = new ProcessSpec { Memory = "512m" },
                TaskManager = new TaskManagerSpec { Memory = "768m" },
            },
        };

    private static SubmissionBuilder Builder(RunPlan plan, string version = "1.20")
    {
        var profile = FlinkVersionProfile.Find(version)!;
        var defaults = new Dictionary<string, string>
        {
            ["env.java.opts.all"] = "ENV_JAVA_OPTS_ALL",
            ["jobmanager.memory.jvm-metaspace.size"] = "160m",
            ["jobmanager.memory.off-heap.size"] = "64m",
            ["jobmanager.memory.jvm-overhead.min"] = "64m",
            ["jobmanager.memory.jvm-overhead.max"] = "64m",
        };
        var configuration = FlinkConfiguration.Of(profile, Plans.Site with { Defaults = defaults }, plan, Application.Value, out _)!;
        var resources = Example["am-container-spec"]!["local-resources"]!["entry"]!.AsArray().Select(entry => FileOf(entry!)).ToList();
        var libs = resources.Where(file => file.Key.StartsWith("lib/", StringComparison.Ordinal)).ToList();
        var dist = libs.Single(file => file.Key.Contains("flink-dist", StringComparison.Ordinal));
        ContainerFile Named(string key) => resources.Single(file => file.Key == key);
        var files = new SubmissionFiles(
            new FlinkDistribution([.. libs.Where(file => file != dist)], dist, "lib"),
            Named("config.yaml"),
            Named("log4j.properties"),
            Named("rig-job.jar"));
        return new SubmissionBuilder(
            new SubmissionSite("test", "hdfs://namenode:8020", "/flink", "flink", "/etc/hadoop/conf,/opt/hadoop/lib/*"),
            profile,
            configuration,
            files);
    }

    private static ContainerFile FileOf(JsonNode entry)
    {
        var value = entry["value"]!;
        return new ContainerFile(
            entry["key"]!.GetValue<string>(),
            value["resource"]!.GetValue<string>(),
            value["size"]!.GetValue<long>(),
            value["timestamp"]!.GetValue<long>(),
            value["visibility"]!.GetValue<string>());
    }

    private static List<(string Key, string Value)> Entries(JsonNode document, string map) =>
        [.. document["am-container-spec"]![map]!["entry"]!.AsArray().Select(entry => (entry!["key"]!.GetValue<string>(), Normal(entry["value"]!)))];

    // Field by field, whatever the escapes.
    private static string Normal(JsonNode value) =>
        value is JsonObject map
            ? string.Join(',', map.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}={field.Value}"))
            : JsonSerializer.Serialize(value.GetValue<string>());

    private static IEnumerable<string> Descriptors(List<(string Key, string Value)> environment) =>
        JsonSerializer.Deserialize<string>(environment.Single(entry => entry.Key == "_CLIENT_SHIP_FILES").Value)!.Split(';');

    private static List<string> Words(JsonNode document)
    {
        var command = document["am-container-spec"]!["commands"]!["command"]!.GetValue<string>();
        return
        [
            .. command
                .Replace(" -D ", " \u0001-D ", StringComparison.Ordinal)
                .Split('\u0001')
                .SelectMany(part => part.StartsWith("-D ", StringComparison.Ordinal) ? SplitAfterOption(part) : part.Trim().Split(' ')),
        ];
    }

    private static IEnumerable<string> SplitAfterOption(string part)
    {
        var end = part.IndexOf(" 1> ", StringComparison.Ordinal);
        return end < 0 ? [part.Trim()] : [part[..end].Trim(), .. part[end..].Trim().Split(' ')];
    }

    // The example quotes only what needs it.
    private static string Plain(string option) => option.Replace("'", "", StringComparison.Ordinal);
}
