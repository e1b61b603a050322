using ActorPlatform.Behaviors;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Batches;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Operations;

namespace ActorPlatform.Domain.Tests.Jobs.Batches;

public sealed class BatchBehaviorTests
{
    [Fact]
    public void Create_OfManyJobs_AsksTheFirstOnesAndNamesItsOperation()
    {
        var batch = new BatchScenario();

        var reply = batch.Ask(new CreateBatch(BatchScenario.Plan(5, 2))).ShouldBeOfType<Decision<BatchEvent>.Accepted>().Reply.ShouldBeOfType<OperationReply>();

        batch.Asked.ShouldBe([0, 1]);
        OperationIds.TryGetBatch(reply.Id, out var id).ShouldBeTrue();
        (id.Value, OperationIds.TryGetJob(reply.Id, out _)).ShouldBe((BatchScenario.Id, false));
        var operation = batch.State.Operation!;
        (operation.Id, operation.Kind, operation.State, operation.By, operation.Arguments.Reason).ShouldBe((reply.Id, OperationKind.Batch, OperationState.Running, "anna", "night shift"));
        operation.Batch.ShouldBe(new BatchCounts(BatchAction.Start, 5, 0, 0, 0, 2));
    }

    [Fact]
    public void Obligations_OfAJob_AreTheSameCommandHoweverOften()
    {
        var (batch, other) = (BatchScenario.Of(2, 2), BatchScenario.Of(2, 2));

        var asks = batch.Owed.Effects.Cast<AskJob>().ToArray();

        asks.Select(a => a.CommandId).Distinct().Count().ShouldBe(2);
        other.Owed.Effects.Cast<AskJob>().Select(a => a.CommandId).ShouldBe(asks.Select(a => a.CommandId));
        asks[0].ShouldSatisfyAllConditions(a => a.By.ShouldBe("anna"), a => a.Job.Value.ShouldBe("job-0"), a => a.CommandId.ShouldNotContain(":"));
    }

    [Theory]
    [InlineData(BatchAction.Start, typeof(StartJob))]
    [InlineData(BatchAction.Suspend, typeof(SuspendJob))]
    [InlineData(BatchAction.Kill, typeof(KillJob))]
    [InlineData(BatchAction.Restart, typeof(RestartJob))]
    [InlineData(BatchAction.Savepoint, typeof(SaveJob))]
    [InlineData(BatchAction.Delete, typeof(RetireJob))]
    [InlineData(BatchAction.Release, null)]
    public void CommandOf_EachAction_IsTheJobsOwnWithTheReasonAndTheBatch(BatchAction action, Type? command)
    {
        var asked = BatchScenario.Plan(1, 1, action).CommandOf(new BatchId(BatchScenario.Id));

        asked?.GetType().ShouldBe(command);
        if (asked is not null)
            asked.GetType().GetProperty("Reason")!.GetValue(asked).ShouldBe("night shift (batch-1)");
    }

    [Fact]
    public void JobEnds_OtherWait_TheNextTakesItsPlaceAndNoneIsAskedTwice()
    {
        var batch = BatchScenario.Of(4, 2);

        batch.End(1);
        batch.Asked.ShouldBe([0, 2]);
        batch.End(2, JobResult.Failed);
        batch.Asked.ShouldBe([0, 3]);
        batch.State.Operation!.Batch!.ToString().ShouldBe("2 of 4 done, 1 failed, 2 in work.");
    }

    [Fact]
    public void Outcome_ToldAgainOrOfAJobThatWasNotAsked_ChangesNothing()
    {
        var batch = BatchScenario.Of(4, 2);
        batch.End(1);

        batch.End(1, JobResult.Failed);
        batch.End(3);

        batch.State.Outcomes.ShouldHaveSingleItem().Result.ShouldBe(JobResult.Succeeded);
        batch.Journal.Count.ShouldBe(2);
    }

    [Fact]
    public void AllJobsDidIt_Succeeded()
    {
        var batch = BatchScenario.Of(3, 100);
        foreach (var index in new[] { 2, 0, 1 })
            batch.End(index);

        batch.State.Operation!.ShouldSatisfyAllConditions(o => o.State.ShouldBe(OperationState.Succeeded), o => o.Error.ShouldBeNull(), o => o.EndedAt.ShouldBe(batch.Now));
        batch.Owed.IsEmpty.ShouldBeTrue();
    }

    [Theory]
    [InlineData(1, "The job did it.", "START of 1 job,")]
    [InlineData(2, "All 2 jobs did it.", "START of 2 jobs,")]
    public void Texts_OfOneAndOfMore_CountThem(int jobs, string end, string accepted)
    {
        var batch = BatchScenario.Of(jobs, 1);
        for (var index = 0; index < jobs; index++)
            batch.End(index);

        batch.State.Operation!.Log[0].Text.ShouldContain(accepted);
        batch.Journal.OfType<BatchEnded>().Single().Text.ShouldBe(end);
    }

    [Fact]
    public void SomeDidNot_TheOthersGoOnAndTheErrorCountsAndNamesTheFirst()
    {
        var batch = BatchScenario.Of(6, 1);
        batch.End(0, JobResult.Failed);
        for (var index = 1; index < 5; index++)
            batch.End(index, JobResult.Refused);
        batch.End(5);

        var operation = batch.State.Operation!;
        operation.State.ShouldBe(OperationState.Failed);
        operation.Error.ShouldBe(
            "5 of 6 jobs did not do it (1 failed, 4 refused). orders-0 (job-0): FAILED, operation.failed: The cluster burnt down. "
            + "orders-1 (job-1): REFUSED, job.already-started: It runs already. orders-2 (job-2): REFUSED, job.already-started: It runs already. And 2 more.");
    }

    [Fact]
    public void JobIsNeverOver_ItsDeadline_TheBatchGoesOnWithoutIt()
    {
        var batch = BatchScenario.Of(2, 1);
        batch.After(TimeSpan.FromMinutes(59)).ComeDue(0);
        batch.State.Outcomes.ShouldBeEmpty();

        batch.After(TimeSpan.FromMinutes(1)).ComeDue(0);

        batch.State.Outcomes.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            o => o.Code.ShouldBe("batch.job-late"), o => o.Operation.ShouldBe(OperationIds.For(new JobId("job-0"), ActorPlatform.Jobs.Facade.Identities.CommandOfBatch(new BatchId(BatchScenario.Id), new JobId("job-0")))));
        batch.Asked.ShouldBe([1]);
        batch.Owed.Deadlines.ShouldHaveSingleItem().Due.ShouldBe(batch.Now + TimeSpan.FromHours(1));
    }

    [Fact]
    public void Ten_ThousandFailures_TheOperationStaysSmall()
    {
        var batch = BatchScenario.Of(10_000, 100);
        for (var index = 0; index < 10_000; index++)
            batch.End(index, JobResult.Failed);

        batch.State.Operation!.Log.Length.ShouldBeLessThanOrEqualTo(11);
        batch.State.Operation.Error!.Length.ShouldBeLessThan(1000);
        batch.State.Outcomes.Count.ShouldBe(10_000);
    }

    [Fact]
    public void Texts_OfReasonsAndErrors_AreKeptWithoutSecretsAndShort()
    {
        var batch = new BatchScenario();
        batch.Ask(new CreateBatch(BatchScenario.Plan(1, 1) with { Reason = "see --password x1 in the log" }));

        batch.Ask(new EndBatchJob(new JobOutcome(0, JobResult.Failed, null, "operation.failed", "password=x1\n" + string.Concat(Enumerable.Repeat("😀", 400)))));

        batch.State.Operation!.Arguments.Reason.ShouldBe("see --password *** in the log");
        var text = batch.State.Outcomes.Single().Text!;
        text.ShouldStartWith("password=***\n😀");
        (text.Length <= 501, char.IsHighSurrogate(text[^2])).ShouldBe((true, false));
        batch.State.Operation.Error!.ShouldNotContain("x1");
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(BatchPlan.MaxJobs + 1, 1)]
    [InlineData(1, 0)]
    public void Create_OutOfBounds_IsRefused(int jobs, int parallelism) =>
        new BatchScenario().Ask(new CreateBatch(BatchScenario.Plan(jobs, parallelism))).ShouldBeOfType<Decision<BatchEvent>.Rejected>().Reason.Code.ShouldBe("batch.invalid");

    [Fact]
    public void Recall_OfNoBatch_IsRefusedAndLeavesNothing()
    {
        var batch = new BatchScenario();

        batch.Ask(new RecallBatch()).ShouldBeOfType<Decision<BatchEvent>.Rejected>().Reason.Code.ShouldBe("batch.not-found");
        batch.ComeDue(0).ShouldBeOfType<Decision<BatchEvent>.Rejected>();
        batch.Journal.ShouldBeEmpty();
    }

    [Fact]
    public void Create_OfABatchThatIsThere_IsRefused() =>
        BatchScenario.Of(1, 1).Ask(new CreateBatch(BatchScenario.Plan(2, 1))).ShouldBeOfType<Decision<BatchEvent>.Rejected>().Reason.Code.ShouldBe("batch.exists");
}
