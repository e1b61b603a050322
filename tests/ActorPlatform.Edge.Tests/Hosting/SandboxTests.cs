using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Yarn;

namespace ActorPlatform.Edge.Tests.Hosting;

/// <summary>The whole engine over HTTP on a simulated cluster of its own, through its real clients.</summary>
public sealed class SandboxTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actorplatform-edge-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("/flink")]
    [InlineData("/elsewhere")]
    public async Task Job_OnASandbox_RunsIsSuspendedAndGoesOnFromItsSavepoint(string root)
    {
        await using var engine = await EngineHost.StartAsync(null, options =>
        {
            options.Storage.Provider = StorageProvider.Sqlite;
            options.Storage.Sqlite.Path = Path.Combine(_folder, "engine.db");
            options.Clusters["s"] = new ClusterOptions { Kind = "sandbox", CheckpointEvery = TimeSpan.FromSeconds(1), Hdfs = new HdfsOptions { Root = root } };
        });
        var artifact = await engine.UploadAsync([1, 2, 3]);
        (await engine.UploadAsync([1, 2, 3])).ShouldBe(artifact);
        var job = (await engine.PostAsync("/api/v1/jobs", Spec(artifact), 201)).GetProperty("id").GetString();

        await DoneAsync(engine, $"/api/v1/jobs/{job}/start?wait=PT30S");
        var log = await engine.GetAsync($"/api/v1/jobs/{job}/runs/1/logs?tail=100000&q=Starting");
        await DoneAsync(engine, $"/api/v1/jobs/{job}/savepoints?wait=PT30S");
        await DoneAsync(engine, $"/api/v1/jobs/{job}/suspend?wait=PT30S");
        var points = (await engine.GetAsync($"/api/v1/jobs/{job}/restore-points")).GetProperty("items");
        await DoneAsync(engine, $"/api/v1/jobs/{job}/start?wait=PT30S");
        var running = await engine.GetAsync($"/api/v1/jobs/{job}");
        await DoneAsync(engine, $"/api/v1/jobs/{job}/kill?wait=PT30S");

        log.GetProperty("text").GetString().ShouldNotBeNull().ShouldContain("Starting YarnApplicationClusterEntryPoint");
        log.GetProperty("origin").GetString().ShouldNotBeNull().ShouldStartWith("the NodeManager");
        points[0].GetProperty("kind").GetString().ShouldBe("STOP_SAVEPOINT");
        points[0].GetProperty("path").GetString().ShouldStartWith($"hdfs://{root}/savepoints/{job}/run-1/");
        running.GetProperty("status").GetString().ShouldBe("RUNNING");
        running.GetProperty("run").GetProperty("number").GetInt32().ShouldBe(2);
        (await engine.GetAsync($"/api/v1/jobs/{job}")).GetProperty("status").GetString().ShouldBe("KILLED");
    }

    private static async Task DoneAsync(EngineHost engine, string path)
    {
        var operation = await engine.PostAsync(path, null, 202);
        operation.GetProperty("state").GetString().ShouldBe("SUCCEEDED", operation.ToString());
    }

    private static object Spec(string artifact) => new
    {
        name = "demo",
        type = "JAR",
        artifact,
        entryClass = "rig.StatefulJob",
        args = new[] { "--rate", "100" },
        flinkVersion = "1.20",
        parallelism = 1,
        target = new { cluster = "s", mode = "YARN_APPLICATION" },
    };
}
