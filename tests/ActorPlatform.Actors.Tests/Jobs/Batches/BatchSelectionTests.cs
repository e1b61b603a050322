using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Batches;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Operations;

namespace ActorPlatform.Actors.Tests.Jobs.Batches;

/// <summary>Which jobs a batch means, and when it is refused.</summary>
public sealed class BatchSelectionTests : BatchTest
{
    /// <summary>With its negative control: with the number that there is now, it is accepted.</summary>
    [Fact]
    public async Task Count_NotTheOneThatWasExpected_IsRefusedWithTheNumberAndASample()
    {
        await DefineAsync(7);

        var refusal = (await AskAsync(Order(BatchAction.Kill, Filter(JobStatus.Defined), 6))).ShouldBeOfType<Answer.Rejected>().Reason;

        refusal.Code.ShouldBe("batch.count-changed");
        refusal.Message.ShouldContain("has 7 jobs now, not 6: orders-job-00, orders-job-01, orders-job-02, orders-job-03, orders-job-04 and others");
        (await Engine.Jobs.ListOperationsAsync(new OperationQuery(null, null, 10, null), Never)).Items.ShouldBeEmpty();
        await AcceptedAsync(Order(BatchAction.Kill, Filter(JobStatus.Defined), 7));
    }

    [Fact]
    public async Task Ids_SomeUnknown_AllOfThemAreNamedAndNothingIsDone()
    {
        var jobs = await DefineAsync(2);

        var refusal = (await AskAsync(Order(BatchAction.Start, new BatchSelect(["job-no", jobs[0].Value, "job-nor"], null)))).ShouldBeOfType<Answer.Rejected>().Reason;

        (refusal.Code, refusal.Message.Contains("job-no, job-nor", StringComparison.Ordinal)).ShouldBe(("job.not-found", true));
        (await AcceptedAsync(jobs[0])).ShouldBe(0);
    }

    [Fact]
    public async Task Filter_WithoutAStatus_LeavesTombstonesOut()
    {
        var jobs = await DefineAsync(3);
        await Engine.DoAsync(jobs[0], "retire", new RetireJob(false));

        var trial = await TryAsync(Order(BatchAction.Start, Filter() with { Filter = Filter().Filter! with { Text = "orders" } }));

        trial.Jobs.Select(j => j.Job).ShouldBe(jobs[1..]);
    }

    [Fact]
    public async Task Filter_OfNothing_IsRefused() =>
        (await AskAsync(Order(BatchAction.Start, Filter(JobStatus.Running), 0))).ShouldBeOfType<Answer.Rejected>().Reason.Code.ShouldBe("batch.empty");

    [Fact]
    public async Task Trial_TellsOfEachJobWhatTheTableSays_AndLeavesNothing()
    {
        var jobs = await DefineAsync(3);
        await Engine.DoAsync(jobs[2], "start", new StartJob(null));

        var trial = await TryAsync(Order(BatchAction.Suspend, new BatchSelect([.. jobs.Select(j => j.Value)], null)));

        trial.Jobs.Select(j => (j.Name, j.Refusal?.Code)).ShouldBe([("orders-job-00", "job.not-running"), ("orders-job-01", "job.not-running"), ("orders-job-02", null)]);
        (await AcceptedAsync(jobs[2])).ShouldBe(1);
    }

    [Fact]
    public async Task Key_Repeated_GetsTheFirstAnswerWhateverTheSelectionMeansByNow()
    {
        await DefineAsync(2);
        var order = Order(BatchAction.Start, Filter(JobStatus.Defined), 2);
        var first = await AcceptedAsync(order, "key-1");
        await EndAsync(first);

        (await AcceptedAsync(order, "key-1")).ShouldBe(first);
        (await AskAsync(order, "key-1", "another")).ShouldBeOfType<Answer.Rejected>().Reason.Code.ShouldBe("idempotency.key-reused");
        (await AskAsync(order, "key-2")).ShouldBeOfType<Answer.Rejected>().Reason.Code.ShouldBe("batch.count-changed");
    }

    [Fact]
    public async Task Results_PageByPage_AreAllThereOnce()
    {
        var jobs = await DefineAsync(5);
        var id = await AcceptedAsync(Order(BatchAction.Kill, Filter(JobStatus.Defined), 5));
        await EndAsync(id);
        var (seen, cursor) = (new List<JobId>(), (string?)null);
        do
        {
            var page = (await Engine.Jobs.Batches.ReadResultsAsync(id, new BatchResultQuery([BatchJobState.Refused], 2, cursor), Never)).ShouldNotBeNull();
            seen.AddRange(page.Items.Select(i => i.Job));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        seen.ShouldBe(jobs);
        await Should.ThrowAsync<InvalidCursorException>(() => Engine.Jobs.Batches.ReadResultsAsync(id, new BatchResultQuery([], 2, "x"), Never));
        (await Engine.Jobs.Batches.ReadResultsAsync(new OperationId("op-0123456789abcdef-batch-none"), new BatchResultQuery([], 2, null), Never)).ShouldBeNull();
    }

    private async Task<BatchTrial.Accepted> TryAsync(BatchOrder order) => (await Engine.Jobs.Batches.TryAsync(order, "anna", Never)).ShouldBeOfType<BatchTrial.Accepted>();
}
