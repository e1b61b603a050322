using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Edge.Tests.Api;

public sealed class CommandTests(ApiHost host) : IClassFixture<ApiHost>, IDisposable
{
    public void Dispose()
    {
        host.Jobs.OnAsk = null;
        host.Jobs.ReadFault = null;
    }

    [Fact]
    public async Task Start_DefinedJob_AnswersOperationWithLocation()
    {
        var id = await host.DefineAsync("start");

        var response = await host.PostAsync($"/api/v1/jobs/{id}/start");

        response.Status.ShouldBe(202);
        response.Headers.Location!.ToString().ShouldBe($"/api/v1/operations/{response.Text("id")}");
        response.Text("jobId").ShouldBe(id);
        response.Text("kind").ShouldBe("START");
        response.Text("state").ShouldBe("RUNNING");
        response.Text("progress").ShouldNotBeNullOrEmpty();
        response.Json.GetProperty("log").GetArrayLength().ShouldBeGreaterThan(0);
        (await host.GetAsync($"/api/v1/operations/{response.Text("id")}")).Text("kind").ShouldBe("START");
    }

    [Fact]
    public async Task Start_SameKey_AnswersTheSameOperation()
    {
        var id = await host.DefineAsync("start-key");
        var first = await host.PostAsync($"/api/v1/jobs/{id}/start", "{}", "k1");

        var second = await host.PostAsync($"/api/v1/jobs/{id}/start", null, "k1");
        var otherBody = await host.PostAsync($"/api/v1/jobs/{id}/start", """{"restore":"none"}""", "k1");
        var otherPath = await host.PostAsync($"/api/v1/jobs/{id}/kill", "{}", "k1");

        second.Status.ShouldBe(202);
        second.Text("id").ShouldBe(first.Text("id"));
        otherBody.ShouldBeProblem(422, "idempotency.key-reused");
        otherPath.ShouldBeProblem(422, "idempotency.key-reused");
    }

    [Fact]
    public async Task Start_SameKeyOnAnotherJob_IsAnotherCommand()
    {
        var (one, other) = (await host.DefineAsync("key-one"), await host.DefineAsync("key-other"));
        var first = await host.PostAsync($"/api/v1/jobs/{one}/start", "{}", "same");

        var second = await host.PostAsync($"/api/v1/jobs/{other}/start", "{}", "same");

        second.Status.ShouldBe(202);
        second.Text("id").ShouldNotBe(first.Text("id"));
    }

    [Fact]
    public async Task Start_Again_Answers409WithTheRule()
    {
        var id = await host.DefineAsync("start-again");
        await host.PostAsync($"/api/v1/jobs/{id}/start");

        (await host.PostAsync($"/api/v1/jobs/{id}/start")).ShouldBeProblem(409, "job.already-started");
    }

    [Theory]
    [InlineData("start", """{"restore":"r4-c17"}""", typeof(StartJob))]
    [InlineData("suspend", """{"drain":true}""", typeof(SuspendJob))]
    [InlineData("kill", """{"fence":"OPERATOR_CONFIRMS_DEAD","reason":"host burnt"}""", typeof(KillJob))]
    [InlineData("restart", """{"restore":"latest"}""", typeof(RestartJob))]
    [InlineData("savepoints", """{"format":"NATIVE"}""", typeof(SaveJob))]
    public async Task Command_Body_ReachesTheJob(string verb, string body, Type type)
    {
        var command = await SentAsync("POST", $"/api/v1/jobs/job-x/{verb}", body);

        command.GetType().ShouldBe(type);
        command.ShouldBe(verb switch
        {
            "start" => new StartJob("r4-c17"),
            "suspend" => new SuspendJob(true),
            "kill" => new KillJob(true, "host burnt"),
            "restart" => new RestartJob("latest"),
            _ => new SaveJob("NATIVE"),
        });
    }

    [Theory]
    [InlineData("DELETE", "/api/v1/jobs/job-x?force=true", true)]
    [InlineData("DELETE", "/api/v1/jobs/job-x?force=false", false)]
    [InlineData("DELETE", "/api/v1/jobs/job-x", false)]
    public async Task Delete_Force_ReachesTheJob(string method, string path, bool force) => (await SentAsync(method, path, null)).ShouldBe(new RetireJob(force));

    [Theory]
    [InlineData("start", """{"restore":7}""", "restore")]
    [InlineData("start", """{"restore":"../etc"}""", "restore")]
    [InlineData("start", """{"restor":"latest"}""", "restor")]
    [InlineData("suspend", """{"drain":"yes"}""", "drain")]
    [InlineData("kill", """{"fence":"OPERATOR_CONFIRMS_DEAD"}""", "reason")]
    [InlineData("kill", """{"fence":"FORCE"}""", "fence")]
    [InlineData("savepoints", """{"format":"native"}""", "format")]
    public async Task Command_BadBody_NamesTheField(string verb, string body, string field)
    {
        var response = await host.PostAsync($"/api/v1/jobs/job-x/{verb}", body);

        response.ShouldBeProblem(400, "request.invalid");
        response.Errors.ShouldBe([field]);
    }

    [Theory]
    [InlineData("?wait=20")]
    [InlineData("?wait=PT61S")]
    [InlineData("?wait=-PT1S")]
    [InlineData("?wait=P1M")]
    [InlineData("?dryRun=yes")]
    [InlineData("?wait=PT1S&wait=PT2S")]
    [InlineData("?WAIT=PT1S")]
    public async Task Command_BadQuery_IsRefused(string query) => (await host.PostAsync($"/api/v1/jobs/job-x/start{query}")).ShouldBeProblem(400, "request.invalid");

    [Fact]
    public async Task Command_Wait_HoldsUntilTheGivenTime()
    {
        var id = await host.DefineAsync("wait");

        var response = await host.PostAsync($"/api/v1/jobs/{id}/start?wait=PT20S");

        response.Status.ShouldBe(202);
        host.Jobs.Waits.ShouldContain(TimeSpan.FromSeconds(20));
    }

    /// <summary>One bound for all that wait: reads must not take the server's memory that commands are kept from.</summary>
    [Fact]
    public async Task Wait_MoreThanMayBeHeld_ReadsAreTurnedAwayAndCommandsAnsweredAtOnce()
    {
        var id = await host.DefineAsync("held");
        var operation = (await host.PostAsync($"/api/v1/jobs/{id}/start")).Text("id");
        var waits = host.Jobs.Waits.Count;
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Jobs.Holds = over.Task;
        try
        {
            var path = $"/api/v1/operations/{operation}?wait=PT60S";
            var held = Enumerable.Range(0, ApiHost.MaxWaiting + 1).Select(_ => host.GetAsync(path)).ToList();
            var refused = await await Task.WhenAny(held);

            refused.ShouldBeProblem(429, "wait.busy");
            refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(2));
            (await host.PostAsync($"/api/v1/jobs/{id}/kill?wait=PT60S")).Status.ShouldBe(202);
            (await host.GetAsync($"/api/v1/operations/{operation}")).Status.ShouldBe(200);
            host.Jobs.Waits.Count.ShouldBe(waits + ApiHost.MaxWaiting);

            over.SetResult();
            (await Task.WhenAll(held)).Count(r => r.Status == 200).ShouldBe(ApiHost.MaxWaiting);
            (await host.GetAsync(path)).Status.ShouldBe(200);
        }
        finally
        {
            over.TrySetResult();
            host.Jobs.Holds = null;
        }
    }

    [Fact]
    public async Task Command_KeyTooLong_IsRefused()
    {
        var response = await host.PostAsync("/api/v1/jobs/job-x/start", null, new string('k', 129));

        response.ShouldBeProblem(400, "request.invalid");
        response.Errors.ShouldBe(["Idempotency-Key"]);
    }

    [Fact]
    public async Task Command_KeyOf128Characters_IsTaken()
    {
        var id = await host.DefineAsync("long-key");

        (await host.PostAsync($"/api/v1/jobs/{id}/start", null, new string('k', 128))).Status.ShouldBe(202);
    }

    [Fact]
    public async Task Command_JobBusy_Answers429WithRetryAfter()
    {
        host.Jobs.OnAsk = _ => new Answer.Busy(TimeSpan.FromMilliseconds(1500));

        var response = await host.PostAsync("/api/v1/jobs/job-x/start");

        response.ShouldBeProblem(429, "job.busy");
        response.Headers.RetryAfter!.ToString().ShouldBe("2");
    }

    [Fact]
    public async Task Command_FirstIsInWork_Answers409WithRetryAfter()
    {
        host.Jobs.OnAsk = _ => new Answer.InProgress(TimeSpan.FromSeconds(2));

        var response = await host.PostAsync("/api/v1/jobs/job-x/start", null, "k1");

        response.ShouldBeProblem(409, "idempotency.in-progress");
        response.Headers.RetryAfter!.ToString().ShouldBe("2");
    }

    [Fact]
    public async Task Command_StorageAway_Answers503WithRetryAfter()
    {
        host.Jobs.OnAsk = _ => new Answer.Unavailable("the database does not answer", TimeSpan.FromSeconds(3));

        var response = await host.PostAsync("/api/v1/jobs/job-x/start");

        response.ShouldBeProblem(503, "service.unavailable");
        response.Headers.RetryAfter!.ToString().ShouldBe("3");
    }

    [Fact]
    public async Task Command_AcceptedButNotReadable_AnswersWhatIsCertain()
    {
        var id = await host.DefineAsync("unreadable");
        host.Jobs.ReadFault = new JobUnavailableException("no owner");

        var response = await host.PostAsync($"/api/v1/jobs/{id}/start");

        response.Status.ShouldBe(202);
        response.Headers.Location.ShouldNotBeNull();
        response.Text("state").ShouldBeNull();
    }

    [Theory]
    [InlineData("POST", "/api/v1/jobs/job-none/start")]
    [InlineData("POST", "/api/v1/jobs/Job_None/kill")]
    [InlineData("DELETE", "/api/v1/jobs/job-none")]
    [InlineData("DELETE", "/api/v1/jobs/job%0Anone")]
    [InlineData("POST", "/api/v1/jobs/job-none/release")]
    public async Task Command_UnknownJob_Answers404(string method, string path) => (await host.SendAsync(method, path)).ShouldBeProblem(404, "job.not-found");

    [Fact]
    public async Task Release_QuarantinedJob_Succeeds()
    {
        var id = await host.DefineAsync("release");
        host.Jobs.Quarantined.Add(new JobId(id));
        (await host.GetAsync($"/api/v1/jobs/{id}")).Text("quarantined").ShouldNotBeNull();

        (await host.PostAsync($"/api/v1/jobs/{id}/release")).Status.ShouldBe(204);

        (await host.PostAsync($"/api/v1/jobs/{id}/release")).ShouldBeProblem(409, "job.not-quarantined");
    }

    private async Task<JobCommand> SentAsync(string method, string path, string? body)
    {
        host.Jobs.OnAsk = _ => new Answer.Busy(TimeSpan.FromSeconds(1));
        (await host.SendAsync(method, path, body)).Status.ShouldBe(429);
        return host.Jobs.Asked.Last().Request.Command;
    }
}
