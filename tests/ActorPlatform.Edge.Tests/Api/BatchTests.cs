using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Batches;

namespace ActorPlatform.Edge.Tests.Api;

public sealed class BatchTests : IAsyncLifetime
{
    private const string Path = "/api/v1/batches";
    private readonly ApiHost _host = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Post_AFilterWithItsCount_IsAcceptedWithAnOperation()
    {
        var jobs = await DefineAsync(3);
        var answer = await _host.PostAsync(Path, """{"action": "START", "select": {"status": ["DEFINED"]}, "expectCount": 3, "reason": "night shift", "parallelism": 2, "options": {"restore": "latest"}}""");

        answer.Status.ShouldBe(202, answer.Json.ToString());
        var id = answer.Text("id")!;
        answer.Headers.Location!.ToString().ShouldBe($"/api/v1/operations/{id}");
        (answer.Text("kind"), answer.Text("state"), answer.Text("jobId"), answer.Text("by")).ShouldBe(("BATCH", "RUNNING", null, "anonymous"));
        answer.Text("progress").ShouldBe("0 of 3 done, 2 in work.");
        var batch = (await _host.GetAsync($"/api/v1/operations/{id}")).Json.GetProperty("batch");
        (batch.GetProperty("action").GetString(), batch.GetProperty("total").GetInt32(), batch.GetProperty("inWork").GetInt32(), batch.GetProperty("reason").GetString()).ShouldBe(("START", 3, 2, "night shift"));
        batch.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("state").GetString()).ShouldBe(["RUNNING", "RUNNING", "PENDING"]);
        var order = _host.Jobs.Batches.Asked.Single().Order;
        (order.Parallelism, order.Arguments.Restore).ShouldBe((2, "latest"));
        (await _host.GetAsync("/api/v1/operations")).Json.GetProperty("items")[0].GetProperty("batch").TryGetProperty("results", out _).ShouldBeFalse();
        jobs.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Post_AnotherCount_Is409()
    {
        await DefineAsync(2);

        (await _host.PostAsync(Path, """{"action": "KILL", "select": {"status": ["DEFINED"]}, "expectCount": 3}""")).ShouldBeProblem(409, "batch.count-changed");
        _host.Jobs.Batches.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Post_EverythingWrong_IsToldAtOnce()
    {
        var unread = await _host.PostAsync(Path, """{"action": "start", "select": {"status": ["UP"], "label": ["x"], "sort": "name"}, "options": {"fence": "PROOF"}, "parallelism": "ten"}""");
        unread.ShouldBeProblem(400, "request.invalid");
        unread.Errors.Order().ShouldBe(["action", "options.fence", "parallelism", "select.label", "select.sort", "select.status"]);

        var wrong = await _host.PostAsync(Path, """{"action": "KILL", "select": {"ids": ["job-1", "job-1", "Job_2"]}, "options": {"restore": "r1-c7", "drain": true}, "parallelism": 0}""");
        wrong.Errors.Order().ShouldBe(["options.drain", "options.restore", "parallelism", "select.ids"]);
        wrong.Json.GetProperty("errors").GetProperty("select.ids").GetArrayLength().ShouldBe(2);
    }

    [Theory]
    [InlineData("""{"action": "KILL", "select": {}}""", "select")]
    [InlineData("""{"action": "KILL", "select": {"tenant": "dw"}}""", "expectCount")]
    [InlineData("""{"action": "KILL", "select": {"ids": ["job-1"], "tenant": "dw"}, "expectCount": 1}""", "select")]
    [InlineData("""{"action": "KILL"}""", "select")]
    public async Task Post_SelectionThatMayMeanTooMuch_Is400(string body, string field)
    {
        var answer = await _host.PostAsync(Path, body);

        answer.ShouldBeProblem(400, "request.invalid");
        answer.Errors.ShouldContain(field);
    }

    [Fact]
    public async Task Post_DryRun_TellsOfEachJobAndDoesNothing()
    {
        var jobs = await DefineAsync(3);
        await _host.PostAsync($"/api/v1/jobs/{jobs[1]}/start");

        var answer = await _host.PostAsync($"{Path}?dryRun=true", """{"action": "START", "select": {"q": "orders"}}""");

        answer.Status.ShouldBe(200);
        var body = answer.Json;
        (body.GetProperty("total").GetInt32(), body.GetProperty("allowed").GetInt32(), body.GetProperty("refused").GetInt32()).ShouldBe((3, 2, 1));
        body.GetProperty("refusedBy").GetProperty("job.already-started").GetInt32().ShouldBe(1);
        body.GetProperty("results")[0].GetProperty("jobId").GetString().ShouldBe(jobs[1]);
        _host.Jobs.Batches.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Post_WithAKey_GetsTheFirstAnswerAgain()
    {
        await DefineAsync(1);
        const string Body = """{"action": "START", "select": {"status": ["DEFINED"]}, "expectCount": 1}""";
        var first = (await _host.PostAsync(Path, Body, "k1")).Text("id");

        (await _host.PostAsync(Path, Body, "k1")).Text("id").ShouldBe(first);
        (await _host.PostAsync(Path, Body.Replace("START", "KILL", StringComparison.Ordinal), "k1")).ShouldBeProblem(422, "idempotency.key-reused");
    }

    [Fact]
    public async Task Post_WithWait_IsHeld()
    {
        await DefineAsync(1);

        await _host.PostAsync($"{Path}?wait=PT7S", """{"action": "START", "select": {"status": ["DEFINED"]}, "expectCount": 1}""");

        _host.Jobs.Waits.ShouldBe([TimeSpan.FromSeconds(7)]);
    }

    [Fact]
    public async Task Results_OfABatch_AreFilteredAndOthersHaveNone()
    {
        await DefineAsync(2);
        var refused = 0;
        _host.Jobs.Batches.Ends = _ => refused++ == 0 ? new JobOutcome(0, JobResult.Refused, null, "job.not-running", "Nothing runs.") : new JobOutcome(0, JobResult.Succeeded, new OperationId("op-1"), null, null);
        var id = (await _host.PostAsync(Path, """{"action": "SUSPEND", "select": {"status": ["DEFINED"]}, "expectCount": 2}""")).Text("id");

        var items = (await _host.GetAsync($"/api/v1/operations/{id}/results?state=FAILED,REFUSED&limit=500")).Json.GetProperty("items");

        items.GetArrayLength().ShouldBe(1);
        (items[0].GetProperty("code").GetString(), items[0].GetProperty("state").GetString()).ShouldBe(("job.not-running", "REFUSED"));
        (await _host.GetAsync($"/api/v1/operations/{id}")).Text("error")!.ShouldContain("1 of 2 jobs did not do it");
        (await _host.GetAsync("/api/v1/operations/op-1/results")).ShouldBeProblem(404, "batch.not-found");
        (await _host.GetAsync($"/api/v1/operations/{id}/results?cursor=stale")).ShouldBeProblem(400, "cursor.invalid");
    }

    private async Task<List<string>> DefineAsync(int count)
    {
        var jobs = new List<string>();
        for (var i = 0; i < count; i++)
            jobs.Add(await _host.DefineAsync($"batch-{i}"));
        return jobs;
    }
}
