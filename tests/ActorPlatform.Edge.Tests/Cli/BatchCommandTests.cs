using System.Text.Json;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Batches;
using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Edge.Tests.Cli;

public sealed class BatchCommandTests : IAsyncLifetime
{
    private readonly CliHost _host = new();

    private IEnumerable<BatchRequest> Asked => _host.Api.Jobs.Batches.Asked;

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("start --restore latest", BatchAction.Start, "latest", false, null, false)]
    [InlineData("suspend --drain", BatchAction.Suspend, null, true, null, false)]
    [InlineData("kill", BatchAction.Kill, null, false, null, false)]
    [InlineData("restart", BatchAction.Restart, null, false, null, false)]
    [InlineData("savepoint --format NATIVE", BatchAction.Savepoint, null, false, "NATIVE", false)]
    [InlineData("release", BatchAction.Release, null, false, null, false)]
    [InlineData("delete --force", BatchAction.Delete, null, false, null, true)]
    public async Task Action_OfAFilter_AsksForItUnderItsKey(string line, BatchAction action, string? restore, bool drain, string? format, bool force)
    {
        await DefineAsync(2);

        (await _host.RunAsync($"batch {line} --status DEFINED --expect-count 2 --parallelism 7 --reason night --key k1 --no-wait")).ShouldBe(0);

        var request = Asked.ShouldHaveSingleItem();
        (request.Key, request.Order.Action, request.Order.ExpectCount, request.Order.Parallelism, request.Order.Reason).ShouldBe(("k1", action, 2, 7, "night"));
        request.Order.Arguments.ShouldBe(new BatchArguments(restore, drain, format, force));
        request.Order.Select.Filter!.Statuses.ShouldBe([JobStatus.Defined]);
        _host.Out.ShouldContain("BATCH  RUNNING  0 of 2 done, 2 in work.");
    }

    [Fact]
    public async Task Jobs_ByNameAndId_NeedNoCount()
    {
        var jobs = await DefineAsync(2);

        (await _host.RunAsync($"batch start {jobs[0]} --ids {jobs[1]} --no-wait")).ShouldBe(0);

        Asked.Single().Order.Select.Ids.ShouldBe(jobs);
    }

    [Fact]
    public async Task Filter_NobodyThereToAsk_SaysTheCountAndDoesNothing()
    {
        await DefineAsync(3);

        (await _host.RunAsync("batch kill --status DEFINED")).ShouldBe(2);

        _host.Error.ShouldContain("say --expect-count 3, or --yes");
        Asked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("yes\n", 0, 1)]
    [InlineData("y\n", 3, 0)]
    [InlineData("", 3, 0)]
    public async Task Filter_SomebodyThere_IsShownTheJobsAndAsked(string typed, int code, int asked)
    {
        await DefineAsync(7);
        _host.Typed = typed;

        (await _host.RunAsync("batch start --status DEFINED --no-wait", width: 80)).ShouldBe(code);

        _host.Error.ShouldContain("START of 7 jobs: 7 would accept.");
        _host.Error.ShouldContain("… and 2 more.");
        _host.Error.ShouldContain("START of these 7 jobs? Type yes: ");
        Asked.Count().ShouldBe(asked);
        if (asked == 1)
            Asked.Single().Order.ExpectCount.ShouldBe(7);
    }

    [Fact]
    public async Task Yes_TakesAsManyAsThereAre()
    {
        await DefineAsync(2);

        (await _host.RunAsync("batch start -q orders --yes --no-wait")).ShouldBe(0);

        Asked.Single().Order.ExpectCount.ShouldBe(2);
    }

    [Fact]
    public async Task DryRun_OfJobsThatRefuse_ShowsThemWithinEightyColumns()
    {
        var jobs = await DefineAsync(3);
        await _host.Api.PostAsync($"/api/v1/jobs/{jobs[0]}/start");

        (await _host.RunAsync("batch suspend --search orders --dry-run", width: 80)).ShouldBe(0);

        _host.Out.ShouldContain("SUSPEND of 3 jobs: 1 would accept, 2 would refuse (job.not-running 2).");
        _host.Out.Split('\n').ShouldAllBe(line => line.Length <= 80);
        Asked.ShouldBeEmpty();
        (await _host.RunAsync("batch suspend --search orders --dry-run -o json")).ShouldBe(0);
        JsonElement.Parse(_host.Out).GetProperty("refused").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Failures_AtTheEnd_StandInATableWithinEightyColumnsAndInTheExitCode()
    {
        var jobs = await DefineAsync(3);
        _host.Api.Jobs.Batches.Ends = target => target.Job.Value == jobs[1]
            ? new JobOutcome(0, JobResult.Failed, new OperationId("op-x"), "operation.failed", "The queue is unknown, and this text is far too long for a line of eighty columns.")
            : new JobOutcome(0, JobResult.Succeeded, new OperationId("op-y"), null, null);

        (await _host.RunAsync("batch start --status DEFINED --expect-count 3", width: 80)).ShouldBe(1);

        _host.Out.ShouldContain("BATCH  FAILED  3 of 3 done, 1 failed.");
        _host.Out.ShouldContain("operation.failed");
        _host.Out.Split('\n').Skip(1).ShouldAllBe(line => line.Length <= 80);
        _host.Error.ShouldContain("1 of 3 jobs did not do it (1 failed, 0 refused).");

        var operation = _host.Api.Jobs.Batches.All.Single().Operation!.Id.Value;
        (await _host.RunAsync($"operation results {operation} --state SUCCEEDED", width: 80)).ShouldBe(0);
        _host.Out.Split("SUCCEEDED").Length.ShouldBe(3);
        (await _host.RunAsync($"operation get {operation}")).ShouldBe(0);
        _host.Out.ShouldContain("3 of 3 done, 1 failed.");
        (await _host.RunAsync($"operation wait {operation} -o json")).ShouldBe(1);
        JsonElement.Parse(_host.Out).GetProperty("batch").GetProperty("failed").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task AllDidIt_IsZero()
    {
        await DefineAsync(2);
        _host.Api.Jobs.Batches.Ends = _ => new JobOutcome(0, JobResult.Succeeded, null, null, null);

        (await _host.RunAsync("batch start --status DEFINED --expect-count 2")).ShouldBe(0);

        _host.Out.ShouldContain("BATCH  SUCCEEDED  2 of 2 done.");
    }

    [Theory]
    [InlineData("batch start", 2, "Which jobs?")]
    [InlineData("batch start job-1 --status FAILED", 2, "do one of both")]
    [InlineData("batch start --status DEFINED --expect-count 9", 3, "has 1 job now, not 9")]
    [InlineData("batch start --status DEFINED --expect-count 1 --parallelism 1000", 2, "parallelism")]
    [InlineData("batch start --status DEFINED --expect-count 1 --restore r1-c7", 2, "options.restore")]
    [InlineData("batch start --status ODD --expect-count 1", 2, "RUNNING")]
    [InlineData("batch start none", 4, "There is no job 'none'")]
    [InlineData("operation results op-none", 4, "There is no batch")]
    public async Task Wrong_Any_IsSaidInWords(string line, int code, string text)
    {
        await DefineAsync(1);

        (await _host.RunAsync(line)).ShouldBe(code);

        _host.Error.ShouldContain(text);
        Asked.ShouldNotContain(r => r.Order.ExpectCount != 9);
    }

    [Fact]
    public async Task Batch_NotOverInTime_SaysThatItGoesOn()
    {
        await DefineAsync(1);

        (await _host.RunAsync("batch start --status DEFINED --expect-count 1 --wait=0s")).ShouldBe(6);

        _host.Error.ShouldContain("goes on. Wait on: actorplatform operation wait op-");
    }

    private async Task<List<string>> DefineAsync(int count)
    {
        var jobs = new List<string>();
        for (var i = 0; i < count; i++)
            jobs.Add(await _host.Api.DefineAsync($"batch-{i}"));
        return jobs;
    }
}
