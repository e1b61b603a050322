using System.Text.RegularExpressions;
using ActorPlatform.Actors.Tests.Storage;
using ActorPlatform.Edge.Tests.Api;

namespace ActorPlatform.Edge.Tests.Hosting;

/// <summary>What a whole engine counts, from the first command to a running job.</summary>
[Collection(nameof(Alone))]
public sealed partial class EngineMetricsTests
{
    private const string Spec = """{"name":"m","artifact":"hdfs:///sandbox/demo.jar","entryClass":"com.x.Demo","target":{"cluster":"metrics"},"flinkConfig":{"execution.checkpointing.interval":"200ms"}}""";

    [SkippableFact]
    public async Task Metrics_OfAJobThatWasStarted_TellOfItWithoutNamingIt()
    {
        var folder = Directory.CreateTempSubdirectory("metrics-");
        try
        {
            await using var engine = await EngineHost.StartAsync(cluster: null, options =>
            {
                options.Storage.Sqlite.Path = Path.Combine(folder.FullName, "engine.db");
                options.Jobs.CountEvery = TimeSpan.FromMilliseconds(100);
                options.Clusters["metrics"] = new Yarn.ClusterOptions { Kind = "sandbox" };
            });
            var job = (await engine.PostAsync("/api/v1/jobs", System.Text.Json.JsonElement.Parse(Spec), 201)).GetProperty("id").GetString()!;
            (await engine.PostAsync($"/api/v1/jobs/{job}/start?wait=PT60S", null, 202)).GetProperty("state").GetString().ShouldBe("SUCCEEDED");

            await Eventually.IsAsync(async () => (await engine.TextAsync("/metrics")).Contains("\nactorplatform_jobs{status=\"RUNNING\"} ", StringComparison.Ordinal), TimeSpan.FromSeconds(30), "no count of running jobs");
            var text = await engine.TextAsync("/metrics");

            foreach (var name in new[]
            {
                "actorplatform_operations_total", "actorplatform_operation_duration_seconds_bucket", "actorplatform_run_start_duration_seconds_bucket", "actorplatform_persist_duration_seconds_bucket",
                "actorplatform_entity_recovery_duration_seconds_bucket", "actorplatform_status_changes_total", "actorplatform_restore_point_missing", "actorplatform_cluster_requests_total",
                "actorplatform_cluster_breakers", "actorplatform_jobs_by_health",
            })
                text.ShouldContain($"\n{name}{{", Case.Sensitive);
            text.ShouldNotContain(job);
            LabelNames().Matches(text).Select(m => m.Groups["name"].Value).ShouldNotContain(name => name.Contains("job", StringComparison.OrdinalIgnoreCase));
            var (code, problems) = await Promtool.CheckAsync(text);
            (code, problems).ShouldBe((0, ""));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [GeneratedRegex("[{,](?<name>[a-z_]+)=\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LabelNames();
}
