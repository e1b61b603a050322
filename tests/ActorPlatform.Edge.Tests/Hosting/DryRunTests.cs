using Microsoft.Data.Sqlite;

namespace ActorPlatform.Edge.Tests.Hosting;

/// <summary>A dry run on the whole engine leaves no row in the journal.</summary>
public sealed class DryRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actorplatform-dry-").FullName;
    private readonly FakeCluster _cluster = new("a");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Commands_DryRun_JournalNothing()
    {
        await using var engine = await EngineHost.StartAsync(_folder, _cluster);
        var job = (await engine.PostAsync("/api/v1/jobs", Spec("orders"), 201)).GetProperty("id").GetString();
        var before = Rows();

        await engine.PostAsync("/api/v1/jobs?dryRun=true", Spec("others"), 200);
        var start = await engine.PostAsync($"/api/v1/jobs/{job}/start?dryRun=true", null, 200);
        await engine.PostAsync($"/api/v1/jobs/{job}/kill?dryRun=true", null, 409);
        await engine.PostAsync($"/api/v1/jobs/{job}/start?dryRun=true", new { restore = "latest" }, 409);

        start.GetProperty("restore").GetProperty("chosen").GetString().ShouldBe("none");
        Rows().ShouldBe(before);
        (await engine.GetAsync($"/api/v1/jobs/{job}")).GetProperty("status").GetString().ShouldBe("DEFINED");
        _cluster.Applications.ShouldBeEmpty();

        // The control: what is done leaves a row.
        await engine.PostAsync($"/api/v1/jobs/{job}/start?wait=PT30S", null, 202);
        Rows().ShouldBeGreaterThan(before);
    }

    private long Rows()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "engine.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM journal";
        return (long)command.ExecuteScalar()!;
    }

    private static object Spec(string name) => new { name, artifact = "hdfs:///jars/orders.jar", entryClass = "com.x.Orders", target = new { cluster = "a" } };
}
