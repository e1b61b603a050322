using System.Text.Json;
using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Tests.Storage.Databases;
using ActorPlatform.Edge.Tests.Api;
using ActorPlatform.Hosting.Configuration;

namespace ActorPlatform.Edge.Tests.Hosting;

/// <summary>A client of /events that goes and comes back at random loses and doubles nothing, while jobs change and the engine restarts.</summary>
[Collection(PostgresServer.Collection)]
public sealed class EventResumeTests(PostgresServer server) : IDisposable
{
    private const int Jobs = 6;
    private readonly string _folder = Directory.CreateTempSubdirectory("actorplatform-events-").FullName;
    private readonly FakeCluster _cluster = new("a");
    private readonly CancellationTokenSource _late = new(TimeSpan.FromSeconds(90));
    private readonly Random _random = new(20260102);
    private readonly List<JsonElement> _received = [];
    private string? _last;

    public void Dispose()
    {
        _late.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [SkippableTheory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.Postgres)]
    public async Task Client_ComesBackAtRandom_LosesAndDoublesNothing(StorageProvider provider)
    {
        Skip.If(provider == StorageProvider.Postgres && server.Missing is not null, server.Missing);
        var schema = $"events_{Guid.NewGuid():N}";
        var jobs = new List<string>();
        for (var life = 0; life < 3; life++)
        {
            await using var engine = await EngineHost.StartAsync(_cluster, options => Store(options, provider, schema));
            var changing = ChangeAsync(engine, jobs);
            while (!changing.IsCompleted)
                await ReadAsync(engine, _random.Next(1, 12), changing);
            await changing;
        }

        await using var last = await EngineHost.StartAsync(_cluster, options => Store(options, provider, schema));
        var expected = await JournalsAsync(last, jobs);
        var count = expected.Values.Sum(events => events.Count);
        while (_received.Count < count)
            await ReadAsync(last, Math.Min(_random.Next(1, 50), count - _received.Count), Task.Delay(Timeout.Infinite, _late.Token));

        foreach (var (job, events) in expected)
            _received.Where(item => item.GetProperty("jobId").GetString() == job).Select(Content).ShouldBe(events);
        (await NothingMoreAsync(last)).ShouldBeTrue();
    }

    /// <summary>The control: who comes back without a position misses what happened meanwhile.</summary>
    [Fact]
    public async Task Client_ComesBackWithoutItsPosition_MissesEvents()
    {
        await using var engine = await EngineHost.StartAsync(_folder, _cluster);
        using var client = new HttpClient { BaseAddress = engine.Address };
        await engine.PostAsync("/api/v1/jobs", Spec(1), 201);
        using var response = await EventClient.OpenAsync(client, "/api/v1/events", null, _late.Token);
        var job = (await engine.PostAsync("/api/v1/jobs", Spec(2), 201)).GetProperty("id").GetString();

        await using var stream = await response.Content.ReadAsStreamAsync(_late.Token);
        using var reader = new StreamReader(stream);
        var line = await reader.ReadLineAsync(_late.Token);
        while (line?.StartsWith("data: ", StringComparison.Ordinal) != true)
            line = await reader.ReadLineAsync(_late.Token);

        JsonElement.Parse(line[6..]).GetProperty("jobId").GetString().ShouldBe(job);
    }

    private void Store(ActorPlatformOptions options, StorageProvider provider, string schema)
    {
        options.Storage.Provider = provider;
        options.Storage.Sqlite.Path = Path.Combine(_folder, "engine.db");
        if (provider == StorageProvider.Postgres)
            (options.Storage.Postgres.ConnectionString, options.Storage.Postgres.Schema) = (server.ConnectionString, schema);
    }

    private async Task ChangeAsync(EngineHost engine, List<string> jobs)
    {
        var made = new List<string>();
        for (var i = 0; i < Jobs; i++)
            made.Add((await engine.PostAsync("/api/v1/jobs", Spec(jobs.Count + i), 201)).GetProperty("id").GetString()!);
        jobs.AddRange(made);
        await Task.WhenAll(made.Select(async job =>
        {
            await engine.PostAsync($"/api/v1/jobs/{job}/start?wait=PT30S", null, 202);
            await engine.PostAsync($"/api/v1/jobs/{job}/{(_random.Next(2) == 0 ? "kill" : "suspend")}?wait=PT30S", null, 202);
        }));
    }

    /// <summary>Reads some events, at most until the changes end, and remembers the last id that it has read to its end.</summary>
    private async Task ReadAsync(EngineHost engine, int count, Task until)
    {
        using var client = new HttpClient { BaseAddress = engine.Address };
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(_late.Token);
        await using var items = EventClient.EnumerateAsync(client, "/api/v1/events?since=0", _last, gone.Token).GetAsyncEnumerator(gone.Token);
        for (var i = 0; i < count; i++)
        {
            var next = items.MoveNextAsync().AsTask();
            if (await Task.WhenAny(next, until) != next)
            {
                // Gone in the middle of whatever is under way; what it may have read of it counts for nothing.
                await gone.CancelAsync();
                await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return;
            }

            (await next).ShouldBeTrue();
            _received.Add(items.Current.Data);
            _last = items.Current.EventId;
        }
    }

    private async Task<bool> NothingMoreAsync(EngineHost engine)
    {
        using var client = new HttpClient { BaseAddress = engine.Address };
        var job = (await engine.PostAsync("/api/v1/jobs", Spec(1000), 201)).GetProperty("id").GetString();
        var next = await EventClient.ReadAsync(client, "/api/v1/events", _last, 1, _late.Token);
        return next[0].Data.GetProperty("jobId").GetString() == job;
    }

    private static async Task<Dictionary<string, List<string>>> JournalsAsync(EngineHost engine, List<string> jobs)
    {
        var journals = new Dictionary<string, List<string>>();
        foreach (var job in jobs)
            journals[job] = [.. (await engine.GetAsync($"/api/v1/jobs/{job}/events?limit=500")).GetProperty("items").EnumerateArray().Select(Content)];
        return journals;
    }

    private static string Content(JsonElement item) => $"{item.GetProperty("type").GetString()} {item.GetProperty("data").GetRawText()}";

    private static object Spec(int number) => new { name = $"orders-{number}", artifact = "hdfs:///jars/orders.jar", entryClass = "com.x.Orders", target = new { cluster = "a" } };
}
