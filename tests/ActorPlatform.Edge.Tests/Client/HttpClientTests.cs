using System.Net;
using ActorPlatform.Client;
using ActorPlatform.Client.Http;
using static ActorPlatform.Edge.Tests.Client.ScriptedHandler;

namespace ActorPlatform.Edge.Tests.Client;

public sealed class HttpClientTests
{
    private const string Running = """{"id":"op-1","jobId":"job-1","kind":"START","state":"RUNNING","log":[],"news":{"of":"a newer engine"}}""";
    private readonly List<string> _told = [];

    [Fact]
    public async Task Run_AnswerIsLost_IsRepeatedWithTheSameKey()
    {
        using var handler = new ScriptedHandler(Lost, Answer(HttpStatusCode.ServiceUnavailable, "{}", retryAfter: TimeSpan.Zero), Answer(HttpStatusCode.TooManyRequests, ""), Answer(HttpStatusCode.Accepted, Running));
        using var client = Make(handler);

        var operation = await client.RunAsync("job-1", new JobAction.Start("latest"));

        operation.State.ShouldBe("RUNNING");
        operation.Other!["news"].GetProperty("of").GetString().ShouldBe("a newer engine");
        handler.Seen.Count.ShouldBe(4);
        handler.Seen.Select(seen => seen.Key).Distinct().ShouldHaveSingleItem().ShouldNotBeNullOrEmpty();
        handler.Seen.Select(seen => seen.Body).Distinct().ShouldBe(["""{"restore":"latest"}"""]);
        _told.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Run_FirstOneIsStillInWork_IsRepeatedUntilItsAnswerComes()
    {
        using var handler = new ScriptedHandler(Answer(HttpStatusCode.Conflict, """{"code":"idempotency.in-progress"}""", retryAfter: TimeSpan.Zero), Answer(HttpStatusCode.Accepted, Running));
        using var client = Make(handler);

        (await client.RunAsync("job-1", new JobAction.Kill(), new CommandOptions { IdempotencyKey = "mine" })).Id.ShouldBe("op-1");

        handler.Seen.Select(seen => seen.Key).ShouldBe(["mine", "mine"]);
    }

    [Fact]
    public async Task Run_EachCall_HasAKeyOfItsOwn()
    {
        using var handler = new ScriptedHandler(Answer(HttpStatusCode.Accepted, Running));
        using var client = Make(handler);

        await client.RunAsync("job-1", new JobAction.Suspend());
        await client.RunAsync("job-1", new JobAction.Suspend());

        handler.Seen.Select(seen => seen.Key).Distinct().Count().ShouldBe(2);
    }

    [Theory]
    [InlineData(HttpStatusCode.Conflict, typeof(ConflictException))]
    [InlineData(HttpStatusCode.BadRequest, typeof(InputException))]
    [InlineData(HttpStatusCode.NotFound, typeof(NotFoundException))]
    [InlineData(HttpStatusCode.InternalServerError, typeof(ActorPlatformException))]
    public async Task Run_Refused_IsNotRepeated(HttpStatusCode status, Type expected)
    {
        using var handler = new ScriptedHandler(Answer(status, """{"code":"a.code","detail":"What happened.","errors":{"restore":["is odd"]}}"""));
        using var client = Make(handler);

        var failure = await Should.ThrowAsync<ActorPlatformException>(() => client.RunAsync("job-1", new JobAction.Start()));

        failure.ShouldBeOfType(expected);
        (failure.Code, failure.Message).ShouldBe(("a.code", "What happened."));
        handler.Seen.ShouldHaveSingleItem();
        if (failure is InputException input)
            input.Errors["restore"].ShouldBe(["is odd"]);
    }

    [Fact]
    public async Task PutArtifact_AnswerIsLost_IsSentAgainFromItsBeginning()
    {
        using var handler = new ScriptedHandler(Lost, Answer(HttpStatusCode.ServiceUnavailable, "{}", retryAfter: TimeSpan.Zero), Answer(HttpStatusCode.Created, """{"artifact":"sha256:1","sizeBytes":3,"clusters":["a"]}"""));
        using var client = Make(handler);
        var opened = new List<MemoryStream>();

        var placed = await client.PutArtifactAsync(() =>
        {
            opened.Add(new MemoryStream("jar"u8.ToArray()));
            return opened[^1];
        });

        (placed.Artifact, placed.Clusters.Single()).ShouldBe(("sha256:1", "a"));
        handler.Seen.Select(seen => seen.Body).ShouldBe(["jar", "jar", "jar"]);
        opened.Count.ShouldBe(3);
        opened.ShouldAllBe(stream => !stream.CanRead);
    }

    [Fact]
    public async Task PutArtifact_FileIsNotThere_IsNotRepeated()
    {
        using var handler = new ScriptedHandler(Lost);
        using var client = Make(handler);

        await Should.ThrowAsync<FileNotFoundException>(() => client.PutArtifactAsync(Path.Combine(AppContext.BaseDirectory, "no.jar")));

        handler.Seen.ShouldBeEmpty();
        _told.ShouldBeEmpty();
    }

    [Fact]
    public async Task PutArtifact_NobodyAnswers_SaysThatItMayBeSentAgain()
    {
        using var handler = new ScriptedHandler(Lost);
        using var client = Make(handler, TimeSpan.FromSeconds(2));

        var failure = await Should.ThrowAsync<UnavailableException>(() => client.PutArtifactAsync(() => new MemoryStream([1])));

        failure.Message.ShouldContain("to send it again is safe");
    }

    [Fact]
    public async Task Run_NobodyAnswers_TellsTheKeyToRepeatItWith()
    {
        using var handler = new ScriptedHandler(Lost);
        using var client = Make(handler, TimeSpan.FromSeconds(2));

        var failure = await Should.ThrowAsync<UnavailableException>(() => client.RunAsync("job-1", new JobAction.Start(), new CommandOptions { IdempotencyKey = "mine" }));

        failure.Code.ShouldBe("engine.unreachable");
        failure.Message.ShouldContain("mine");
        handler.Seen.Count.ShouldBeGreaterThan(1);
    }

    [Theory]
    [InlineData("<html>", HttpStatusCode.OK)]
    [InlineData("null", HttpStatusCode.OK)]
    [InlineData("""{"kind":"START"}""", HttpStatusCode.OK)]
    [InlineData("<html>", HttpStatusCode.TemporaryRedirect)]
    public async Task Get_AnswerOfSomethingElse_IsTold(string body, HttpStatusCode status)
    {
        using var handler = new ScriptedHandler(Answer(status, body));
        using var client = Make(handler);

        (await Should.ThrowAsync<ActorPlatformException>(() => client.GetOperationAsync("op-1"))).Message.ShouldContain("127.0.0.1");
    }

    [Fact]
    public async Task Get_Cancelled_Ends()
    {
        using var handler = new ScriptedHandler(Lost);
        using var client = Make(handler);
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Should.ThrowAsync<OperationCanceledException>(() => client.GetJobAsync("job-1", cancelled.Token));
    }

    [Fact]
    public async Task Log_PartOfIt_IsAskedForAndRead()
    {
        using var handler = new ScriptedHandler(Answer(HttpStatusCode.OK, """{"source":"jobmanager","origin":"YARN","from":100,"to":200,"length":200,"before":100,"text":"a line\n"}"""));
        using var client = Make(handler);

        var part = await client.GetLogAsync("job-1", 3, new LogFilter { Source = "jobmanager", Bytes = 100, Before = 200, Text = "a b" });

        (part.Text, part.Before).ShouldBe(("a line\n", 100L));
        handler.Seen.Single().Target.ShouldBe("GET /api/v1/jobs/job-1/runs/3/logs?source=jobmanager&tail=100&before=200&q=a%20b");
    }

    [Fact]
    public async Task Wait_UntilItIsOver_AsksAgain()
    {
        using var handler = new ScriptedHandler(Answer(HttpStatusCode.OK, Running), Answer(HttpStatusCode.OK, Running.Replace("RUNNING", "SUCCEEDED", StringComparison.Ordinal)));
        using var client = Make(handler);

        var operation = await client.WaitAsync(new ActorPlatform.Client.Model.Operation { Id = "op-1", Kind = "START" }, TimeSpan.FromMinutes(5));

        operation.State.ShouldBe("SUCCEEDED");
        handler.Seen.First().Target.ShouldBe("GET /api/v1/operations/op-1?wait=PT30S");
    }

    [Fact]
    public async Task Follow_StreamEnds_GoesOnAfterTheLastEvent()
    {
        using var handler = new ScriptedHandler(
            Answer(HttpStatusCode.OK, """{"items":[],"asOf":"1-5"}"""),
            Answer(HttpStatusCode.OK, Event("1-6") + ": nothing new\n\n" + Event("1-7"), "text/event-stream"),
            Lost,
            Answer(HttpStatusCode.OK, Event("1-8"), "text/event-stream"));
        using var client = Make(handler);
        var seen = new List<string>();

        await foreach (var item in client.FollowAsync())
        {
            seen.Add(item.Position);
            if (seen.Count == 3)
                break;
        }

        seen.ShouldBe(["1-6", "1-7", "1-8"]);
        handler.Seen.Select(s => s.Target).Where(target => target.Contains("since", StringComparison.Ordinal)).ShouldBe(
            ["GET /api/v1/events?since=1-5", "GET /api/v1/events?since=1-7", "GET /api/v1/events?since=1-7"]);
    }

    [Fact]
    public async Task Follow_PositionIsGone_SaysSo()
    {
        using var handler = new ScriptedHandler(Answer(HttpStatusCode.Gone, """{"code":"events.position-outdated","detail":"List anew."}"""));
        using var client = Make(handler);

        await Should.ThrowAsync<PositionOutdatedException>(async () => await FirstAsync(client.FollowAsync("1-5")));
    }

    [Fact]
    public async Task Follow_SilentPeer_IsConnectedAgain()
    {
        using var handler = new ScriptedHandler(
            request => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new SilentStream()), RequestMessage = request },
            Answer(HttpStatusCode.OK, Event("1-6"), "text/event-stream"));
        using var client = Make(handler);

        (await FirstAsync(client.FollowAsync("1-5"))).Position.ShouldBe("1-6");
    }

    private static async Task<ActorPlatform.Client.Model.JobEvent> FirstAsync(IAsyncEnumerable<ActorPlatform.Client.Model.JobEvent> events)
    {
        await foreach (var item in events)
            return item;
        throw new InvalidOperationException("The events have ended.");
    }

    private static string Event(string position) => $"id: {position}\nevent: job-started\ndata: {{\"position\":\"{position}\",\"jobId\":\"job-1\",\"at\":\"2026-01-01T00:00:00Z\",\"type\":\"job-started\",\"data\":{{}}}}\n\n";

    private ActorPlatformHttpClient Make(ScriptedHandler handler, TimeSpan? repeatFor = null) => new(
        new Uri("http://127.0.0.1:1/"),
        new ActorPlatformHttpOptions { Pause = TimeSpan.FromMilliseconds(1), RepeatFor = repeatFor ?? TimeSpan.FromMinutes(1), SilentWithin = TimeSpan.FromMilliseconds(100), Repeating = _told.Add },
        handler);

    /// <summary>Never says anything.</summary>
    private sealed class SilentStream : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
    }
}
