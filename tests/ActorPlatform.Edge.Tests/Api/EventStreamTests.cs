using System.Net.Sockets;
using System.Text;
using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Edge.Tests.Api;

public sealed class EventStreamTests : IAsyncLifetime
{
    private readonly ApiHost _host = new();
    private readonly CancellationTokenSource _late = new(TimeSpan.FromSeconds(30));

    public Task InitializeAsync() => _host.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _late.Dispose();
    }

    [Fact]
    public async Task Stream_SinceAPosition_BringsWhatCameAfterIt()
    {
        _host.Jobs.Feed.Add("first");
        _host.Jobs.Feed.Add("second");

        var items = await ReadAsync("/api/v1/events?since=1", null, 1);

        items[0].EventId.ShouldBe("2");
        items[0].EventType.ShouldBe("second");
        var data = items[0].Data;
        data.GetProperty("position").GetString().ShouldBe("2");
        data.GetProperty("jobId").GetString().ShouldBe("job-1");
        data.GetProperty("status").GetString().ShouldBe("FAILED");
        data.GetProperty("run").GetInt32().ShouldBe(4);
        data.GetProperty("by").GetString().ShouldBe("anna");
        data.GetProperty("summary").GetString().ShouldBe("It\nhappened.");
        data.GetProperty("data").GetProperty("$").GetString().ShouldBe("job-rested");
    }

    [Fact]
    public async Task Stream_LastEventId_WinsOverSince()
    {
        foreach (var type in new[] { "first", "second", "third" })
            _host.Jobs.Feed.Add(type);

        (await ReadAsync("/api/v1/events?since=0", "2", 1))[0].EventType.ShouldBe("third");
        (await ReadAsync("/api/v1/events?since=0", null, 3)).Select(i => i.EventType).ShouldBe(["first", "second", "third"]);
    }

    [Fact]
    public async Task Stream_WithoutAPosition_BeginsNow()
    {
        _host.Jobs.Feed.Add("before");
        using var response = await EventClient.OpenAsync(_host.Client, "/api/v1/events", null, _late.Token);
        _host.Jobs.Feed.Add("after");

        await ReadUntilAsync(response, "event: after");
    }

    [Theory]
    [InlineData("/api/v1/events?since=99", null)]
    [InlineData("/api/v1/events?since=nonsense", null)]
    [InlineData("/api/v1/events?since=0", "99")]
    public async Task Stream_UnknownPosition_Is410(string path, string? lastId)
    {
        (string, string)[] headers = lastId is null ? [] : [("Last-Event-ID", lastId)];

        (await _host.SendAsync("GET", path, null, headers)).ShouldBeProblem(410, "events.position-outdated");
    }

    [Fact]
    public async Task Stream_BadQuery_NamesAllProblems() =>
        (await _host.GetAsync("/api/v1/events?since=1&since=2&after=3")).Errors.Order().ShouldBe(["after", "since"]);

    [Fact]
    public async Task Stream_NothingHappens_SendsComments()
    {
        using var response = await EventClient.OpenAsync(_host.Client, "/api/v1/events", null, _late.Token);

        response.Content.Headers.ContentType?.MediaType.ShouldBe("text/event-stream");
        await ReadUntilAsync(response, ": nothing new");
    }

    [Fact]
    public async Task Stream_StorageAway_Is503AtFirstAndALullLater()
    {
        _host.Jobs.ReadFault = new JobUnavailableException("away");
        (await _host.GetAsync("/api/v1/events")).ShouldBeProblem(503, "service.unavailable");
        _host.Jobs.ReadFault = null;
        using var response = await EventClient.OpenAsync(_host.Client, "/api/v1/events", null, _late.Token);

        _host.Jobs.ReadFault = new JobUnavailableException("away");
        await ReadUntilAsync(response, ": nothing new");
        _host.Jobs.ReadFault = null;
        _host.Jobs.Feed.Add("again");
        await ReadUntilAsync(response, "event: again");
    }

    [Fact]
    public async Task Stream_MoreThanAllowed_Is429UntilOneGoes()
    {
        var open = new List<HttpResponseMessage>();
        for (var i = 0; i < ApiHost.MaxStreams; i++)
            open.Add(await EventClient.OpenAsync(_host.Client, "/api/v1/events", null, _late.Token));

        var refused = await _host.GetAsync("/api/v1/events");
        open.ForEach(response => response.Dispose());

        refused.ShouldBeProblem(429, "events.busy");
        refused.Headers.RetryAfter.ShouldNotBeNull();
        await OpensAgainAsync();
    }

    /// <summary>It never reads: what the server holds for it is a page, and after a while the connection.</summary>
    [Fact]
    public async Task Stream_ClientThatDoesNotRead_IsCutOff()
    {
        _host.Jobs.Feed.Endless = true;
        var clients = new List<TcpClient>();
        for (var i = 0; i < ApiHost.MaxStreams; i++)
        {
            clients.Add(new TcpClient());
            await clients[i].ConnectAsync("127.0.0.1", _host.Address.Port, _late.Token);
            await clients[i].GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET /api/v1/events?since=0 HTTP/1.1\r\nHost: x\r\n\r\n"), _late.Token);
        }

        await RefusesAsync();
        await OpensAgainAsync();
        clients.ForEach(client => client.Dispose());
        _host.Jobs.Feed.Reads.ShouldBeLessThan(1000);
    }

    [Fact]
    public async Task Stream_ManyClientsAtTheEnd_ReadTheFeedOnce()
    {
        var streams = new List<HttpResponseMessage>();
        for (var i = 0; i < ApiHost.MaxStreams; i++)
            streams.Add(await EventClient.OpenAsync(_host.Client, "/api/v1/events", null, _late.Token));
        foreach (var stream in streams)
            await ReadUntilAsync(stream, ": nothing new");
        var before = _host.Jobs.Feed.Reads;

        _host.Jobs.Feed.Add("news");
        foreach (var stream in streams)
            await ReadUntilAsync(stream, "event: news");

        // One that finds the news, and perhaps one before and after it; never one for each.
        (_host.Jobs.Feed.Reads - before).ShouldBeLessThanOrEqualTo(ApiHost.MaxStreams);
        streams.ForEach(stream => stream.Dispose());
    }

    [Fact]
    public async Task Stream_HostStops_Ends()
    {
        var response = await EventClient.OpenAsync(_host.Client, "/api/v1/events", null, _late.Token);
        await using var stream = await response.Content.ReadAsStreamAsync(_late.Token);

        await _host.StopAsync().WaitAsync(_late.Token);

        await stream.CopyToAsync(Stream.Null, _late.Token);
    }

    private Task<List<System.Net.ServerSentEvents.SseItem<System.Text.Json.JsonElement>>> ReadAsync(string path, string? lastId, int count) =>
        EventClient.ReadAsync(_host.Client, path, lastId, count, _late.Token);

    private async Task RefusesAsync()
    {
        while ((await ProbeAsync()) != 429)
            _late.Token.ThrowIfCancellationRequested();
    }

    private async Task OpensAgainAsync()
    {
        while ((await ProbeAsync()) != 200)
            _late.Token.ThrowIfCancellationRequested();
    }

    private async Task<int> ProbeAsync()
    {
        using var response = await EventClient.OpenAsync(_host.Client, "/api/v1/events", null, _late.Token);
        return (int)response.StatusCode;
    }

    private async Task ReadUntilAsync(HttpResponseMessage response, string line)
    {
        // Without a buffer of its own: another reading of the same response begins where this one ended.
        var stream = await response.Content.ReadAsStreamAsync(_late.Token);
        var (text, one) = (new StringBuilder(), new byte[1]);
        while (!text.ToString().EndsWith(line, StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, _late.Token);
            text.Append((char)one[0]);
        }
    }
}
