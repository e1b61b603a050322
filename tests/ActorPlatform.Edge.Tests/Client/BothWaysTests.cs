using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ActorPlatform.Client;
using ActorPlatform.Client.Http;
using ActorPlatform.Client.InProcess;
using ActorPlatform.Client.Model;
using ActorPlatform.Edge.Tests.Api;
using ActorPlatform.Jobs.Batches;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Edge.Tests.Client;

/// <summary>In process and over HTTP, the same question gets the same answer.</summary>
public sealed class BothWaysTests : IAsyncLifetime
{
    private readonly ApiHost _host = new();
    private ActorPlatformHttpClient _http = null!;
    private InProcessActorPlatform _inside = null!;

    public async Task InitializeAsync()
    {
        await _host.InitializeAsync();
        _host.Jobs.Clusters = [new ClusterSight("a", "yarn", Sight.Clear, null, 2, new ClusterTraffic(1.5, new Dictionary<string, string> { ["http://rm"] = "CLOSED" })), new ClusterSight("b", "yarn", new Sight(ActorPlatform.Jobs.Visibility.Stale, _host.Time.GetUtcNow(), "no answer"), null, 0, new ClusterTraffic(0, new Dictionary<string, string>()))];
        _http = new ActorPlatformHttpClient(_host.Address, new ActorPlatformHttpOptions { RepeatFor = TimeSpan.Zero });
        _inside = new InProcessActorPlatform(_host.Jobs, "anonymous");
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Answers_OfEveryQuestion_AreTheSame()
    {
        var id = await _host.DefineAsync("both-1");
        await _http.RunAsync(id, new JobAction.Start());

        await SameAsync(p => p.GetJobAsync(id), ClientJson.Of<Job>());
        await SameAsync(p => p.ListJobsAsync(new JobFilter { Statuses = ["STARTING"], Text = "orders", WithSpec = true }), ClientJson.Of<Page<Job>>());
        await SameAsync(p => p.ListOperationsAsync(new OperationFilter { JobId = id, State = "RUNNING" }), ClientJson.Of<Page<Operation>>());
        await SameAsync(async p => (await p.ListRunsAsync(id)).Single(), ClientJson.Of<Run>());
        await SameAsync(async p => (await p.ExplainAsync(id)).Single(), ClientJson.Of<Decision>());
        await SameAsync(async p => (await p.ListSpecVersionsAsync(id)).Single(), ClientJson.Of<ActorPlatform.Client.Model.SpecVersion>());
        _host.Jobs.Log = "first\nsecond\nthird\n";
        await SameAsync(p => p.GetLogAsync(id, 1, new LogFilter { Source = "container", Bytes = 16, Text = "D" }), ClientJson.Of<ActorPlatform.Client.Model.LogPart>());
        await SameAsync(p => p.ListEventsAsync(id), ClientJson.Of<ActorPlatform.Client.Model.EventPage>());
        await SameAsync(async p => (await p.ListClustersAsync())[0], ClientJson.Of<Cluster>());
        await SameAsync(async p => (await p.ListClustersAsync())[1], ClientJson.Of<Cluster>());
    }

    [Fact]
    public async Task Follow_BothWays_TellsTheSameInOrder()
    {
        _host.Jobs.Feed.Add("first");
        _host.Jobs.Feed.Add("second");

        await SameAsync(p => FirstAsync(p.FollowAsync("1")), ClientJson.Of<JobEvent>());

        var news = await FirstAsync(_inside.FollowAsync("1"));
        (news.Type, news.Status, news.JobId).ShouldBe(("second", "FAILED", "job-1"));
        await FailAsync<PositionOutdatedException>(p => FirstAsync(p.FollowAsync("99")));
    }

    [Fact]
    public async Task Batch_BothWays_IsTheSame()
    {
        await _host.DefineAsync("both-b1");
        var order = new ActorPlatform.Client.BatchOrder { Action = BatchAction.Suspend, Filter = new JobFilter { Statuses = ["DEFINED"] }, ExpectCount = 1, Reason = "night shift", Parallelism = 3 };
        _host.Jobs.Batches.Ends = _ => new JobOutcome(0, JobResult.Refused, null, "job.not-running", "Nothing runs.");

        await SameAsync(p => p.TryBatchAsync(order), ClientJson.Of<ActorPlatform.Client.Model.BatchTrial>());
        var ids = new List<string> { (await _http.RunBatchAsync(order)).Id, (await _inside.RunBatchAsync(order)).Id };
        foreach (var id in ids)
        {
            await SameAsync(p => p.GetOperationAsync(id), ClientJson.Of<Operation>());
            await SameAsync(p => p.ListBatchResultsAsync(id, new BatchResultFilter { States = ["REFUSED"] }), ClientJson.Of<Page<BatchResult>>());
        }

        _host.Jobs.Batches.Asked.Select(r => r.Order).Select(o => (o.Action, o.ExpectCount, o.Parallelism, o.Reason, o.Select.Filter!.Statuses.Single())).ShouldAllBe(
            o => o.Equals(new ValueTuple<BatchAction, int?, int, string?, ActorPlatform.Jobs.JobStatus>(BatchAction.Suspend, 1, 3, "night shift", ActorPlatform.Jobs.JobStatus.Defined)));
        (await FailAsync<ConflictException>(p => p.RunBatchAsync(order with { ExpectCount = 2 }))).Code.ShouldBe("batch.count-changed");
        (await FailAsync<InputException>(p => p.RunBatchAsync(order with { ExpectCount = null }))).Errors.Keys.ShouldBe(["expectCount"]);
        (await FailAsync<InputException>(p => p.RunBatchAsync(order with { Filter = null }))).Errors.Keys.ShouldBe(["select"]);
        await FailAsync<NotFoundException>(p => p.ListBatchResultsAsync("op-none", new BatchResultFilter()));
    }

    [Fact]
    public async Task Release_BothWays_LetsOnlyAQuarantinedJobTryAgain()
    {
        var id = await _host.DefineAsync("both-4");

        (await FailAsync<ConflictException>(p => p.ReleaseJobAsync(id))).Code.ShouldBe("job.not-quarantined");
        await FailAsync<NotFoundException>(p => p.ReleaseJobAsync("job-none"));
        foreach (var platform in new IActorPlatform[] { _http, _inside })
        {
            _host.Jobs.Quarantined.Add(new ActorPlatform.Jobs.JobId(id));
            await platform.ReleaseJobAsync(id);
            _host.Jobs.Quarantined.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task CreateJob_BothWays_MeetsTheFirstOne()
    {
        var spec = JsonSerializer.Deserialize(Specs.Good, ClientJson.Of<JobSpec>())!;

        var first = await _http.CreateJobAsync(spec);
        var second = await _inside.CreateJobAsync(spec);

        second.Id.ShouldBe(first.Id);
        second.Spec.ShouldNotBeNull();
        JsonSerializer.Serialize(second.Spec, ClientJson.Of<JobSpec>()).ShouldBe(JsonSerializer.Serialize(spec, ClientJson.Of<JobSpec>()));
        second.SpecVersion.ShouldBe(1);
        first.Spec!.Retry.ByClass.ShouldBeEmpty();
    }

    [Fact]
    public async Task Errors_BothWays_HaveTheSameTypeAndCode()
    {
        var id = await _host.DefineAsync("both-2");
        var bad = new JobSpec { Name = "", Artifact = "x", EntryClass = "C", Parallelism = 0, Target = new TargetSpec { Cluster = "nowhere" } };

        (await FailAsync<NotFoundException>(p => p.GetJobAsync("job-none"))).Code.ShouldBe("job.not-found");
        (await FailAsync<NotFoundException>(p => p.GetOperationAsync("op-none"))).Code.ShouldBe("operation.not-found");
        (await FailAsync<ConflictException>(p => p.RunAsync(id, new JobAction.Suspend()))).Code.ShouldNotBeEmpty();
        (await FailAsync<InputException>(p => p.RunAsync(id, new JobAction.Savepoint("ODD")))).Errors.Keys.ShouldBe(["format"]);
        (await FailAsync<InputException>(p => p.RunAsync(id, new JobAction.Kill(ConfirmedDead: true)))).Errors.Keys.ShouldBe(["reason"]);
        (await FailAsync<InputException>(p => p.ListJobsAsync(new JobFilter { Statuses = ["ODD"] }))).Errors.Keys.ShouldBe(["status"]);
        (await FailAsync<InputException>(p => p.ListJobsAsync(new JobFilter { Cursor = "stale" }))).Code.ShouldBe("cursor.invalid");
        (await FailAsync<InputException>(p => p.CreateJobAsync(bad))).Errors.Keys.ShouldContain("target.cluster");
        (await FailAsync<ConflictException>(p => p.ChangeSpecAsync(id, JsonSerializer.Deserialize(Specs.Good, ClientJson.Of<JobSpec>())!, 7))).Code.ShouldBe("spec.outdated");
        (await FailAsync<NotFoundException>(p => p.GetLogAsync(id, 7, new LogFilter()))).Code.ShouldBe("run.not-found");
        (await FailAsync<InputException>(p => p.GetLogAsync(id, 1, new LogFilter { Source = "../etc" }))).Errors.Keys.ShouldBe(["source"]);
        (await FailAsync<InputException>(p => p.GetLogAsync(id, 1, new LogFilter { Bytes = 0 }))).Errors.Keys.ShouldBe(["tail"]);
        (await FailAsync<InputException>(p => p.GetLogAsync(id, 1, new LogFilter { Before = 0 }))).Errors.Keys.ShouldBe(["before"]);
        await _http.RunAsync(id, new JobAction.Start());
        _host.Jobs.Log = null;
        (await FailAsync<NotFoundException>(p => p.GetLogAsync(id, 1, new LogFilter()))).Code.ShouldBe("log.not-found");
        _host.Jobs.EventsOutdated = true;
        await FailAsync<PositionOutdatedException>(p => p.ListEventsAsync(id));
        _host.Jobs.ReadFault = new JobUnavailableException("no owner");
        (await FailAsync<UnavailableException>(p => p.GetJobAsync(id))).Code.ShouldBe("service.unavailable");
    }

    [Fact]
    public async Task Run_AcceptedButNotReadable_IsAnsweredBothWays()
    {
        var id = await _host.DefineAsync("both-3");
        _host.Jobs.ReadFault = new JobUnavailableException("no owner");

        var first = await _inside.RunAsync(id, new JobAction.Start(), new CommandOptions { IdempotencyKey = "k1" });
        var second = await _http.RunAsync(id, new JobAction.Suspend(), new CommandOptions { IdempotencyKey = "k2" });

        first.State.ShouldBeNull();
        second.State.ShouldBeNull();
        second.JobId.ShouldBe(id);
    }

    private static async Task<JobEvent> FirstAsync(IAsyncEnumerable<JobEvent> events)
    {
        await foreach (var item in events)
            return item;
        throw new InvalidOperationException("The events have ended.");
    }

    private async Task SameAsync<T>(Func<IActorPlatform, Task<T>> ask, JsonTypeInfo<T> type)
    {
        var http = JsonSerializer.Serialize(await ask(_http), type);

        JsonSerializer.Serialize(await ask(_inside), type).ShouldBe(http);
        http.ShouldContain("\"");
    }

    private async Task<T> FailAsync<T>(Func<IActorPlatform, Task> ask)
        where T : ActorPlatformException
    {
        var http = await Should.ThrowAsync<T>(() => ask(_http));
        (await Should.ThrowAsync<T>(() => ask(_inside))).Code.ShouldBe(http.Code);
        return http;
    }
}
