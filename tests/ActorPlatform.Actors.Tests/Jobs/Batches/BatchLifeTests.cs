using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Jobs.Batches;
using ActorPlatform.Actors.Jobs.Effects;
using ActorPlatform.Actors.Jobs.Settings;
using ActorPlatform.Actors.Effects;
using ActorPlatform.Actors.Tests.Jobs.Fakes;
using ActorPlatform.Actors.Tests.Jobs.Whole;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Batches;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Operations;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorPlatform.Actors.Tests.Jobs.Batches;

/// <summary>A batch's life on the real shell, journal and actors.</summary>
public sealed class BatchLifeTests : BatchTest
{
    [Fact]
    public async Task Start_OfAllDefined_EachHasOneRunAndTheOperationSucceeds()
    {
        var jobs = await DefineAsync(7);

        var id = await AcceptedAsync(Order(BatchAction.Start, Filter(JobStatus.Defined), 7));
        var operation = await EndAsync(id);

        operation.ShouldSatisfyAllConditions(o => o.State.ShouldBe(OperationState.Succeeded, o.Error), o => o.Batch.ShouldBe(new BatchCounts(BatchAction.Start, 7, 7, 0, 0, 0)));
        (await ResultsAsync(id)).Select(r => (r.Job, r.State)).ShouldBe(jobs.Select(j => (j, BatchJobState.Succeeded)));
        foreach (var job in jobs)
            (Cluster.Alive(job), await AcceptedAsync(job)).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Batch_InListsOperationsAndAudit_IsAnOperationAndNoJob()
    {
        var jobs = await DefineAsync(2);
        var id = await AcceptedAsync(Order(BatchAction.Start, Filter(JobStatus.Defined), 2));
        await EndAsync(id);

        var list = await Engine.Jobs.ListAsync(Filter().Filter!, Never);
        list.Items.Select(i => i.Job.State.Id).ShouldBe(jobs, ignoreOrder: true);
        var operations = (await Engine.Jobs.ListOperationsAsync(new OperationQuery(null, null, 100, null), Never)).Items;
        operations.Count(o => o.Job is null).ShouldBe(1);
        operations.Count(o => o.Job is not null).ShouldBe(2);
        (await Engine.Jobs.FindOperationAsync(id, Never))!.Operation.Kind.ShouldBe(OperationKind.Batch);
        var audit = (await Engine.Jobs.ReadAuditAsync(new AuditQuery(null, "anna", null, null, 100, null), Never)).Items;
        audit.Single(a => a.Job is null).ShouldSatisfyAllConditions(a => a.Command.ShouldBe("BATCH"), a => a.Reason.ShouldBe("night shift"), a => a.Operation.ShouldBe(id));
        audit.Where(a => a.Job is not null).ShouldAllBe(a => a.Command == "START" && a.Reason!.StartsWith("night shift (batch-"));
        audit.Length.ShouldBe(3);
    }

    [Fact]
    public async Task SomeRefuse_TheOthersDoItAndTheOperationNamesThem()
    {
        var jobs = await DefineAsync(4);
        await Engine.DoAsync(jobs[1], "start", new StartJob(null));

        var id = await AcceptedAsync(Order(BatchAction.Start, new BatchSelect([.. jobs.Select(j => j.Value)], null)));
        var operation = await EndAsync(id);

        operation.State.ShouldBe(OperationState.Failed);
        operation.Error!.ShouldContain("job-01");
        operation.Batch.ShouldBe(new BatchCounts(BatchAction.Start, 4, 3, 0, 1, 0));
        (await ResultsAsync(id, BatchJobState.Refused)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(r => r.Job.ShouldBe(jobs[1]), r => r.Code.ShouldBe("job.already-started"));
    }

    /// <summary>What a crash leaves behind: jobs that were asked, whose answer the batch had not journaled yet. They are asked again, under the same identity.</summary>
    [Fact]
    public async Task EngineEndsInTheMiddle_TheNextOneGoesOnAndNoJobIsAskedTwice()
    {
        var jobs = await DefineAsync(8);
        var (reached, posts) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0);
        Cluster.OnCall = call => _ = call == FakeCalls.Post && Interlocked.Increment(ref posts) == 4 && reached.TrySetResult();
        var id = await AcceptedAsync(Order(BatchAction.Start, Filter(JobStatus.Defined), 8));
        await reached.Task;
        await Engine.DisposeAsync();

        await StartAsync();
        var operation = await EndAsync(id);

        operation.State.ShouldBe(OperationState.Succeeded, operation.Error);
        foreach (var job in jobs)
            (Cluster.Alive(job), await AcceptedAsync(job)).ShouldBe((1, 1), job.Value);
        Cluster.Truth.Count.ShouldBe(8);
    }

    /// <summary>With its negative control: without the derived id the job would do it again.</summary>
    [Fact]
    public async Task Ask_CarriedOutAgain_IsTheSameCommandOfTheJob()
    {
        var job = (await DefineAsync(1))[0];
        await Engine.DoAsync(job, "start", new StartJob(null));
        var handler = new AskJobHandler(new Lazy<IJobs>(Engine.Jobs), new EffectTools(new FakeClusters(Cluster), new AttemptOptions(), Entropy.System, TimeProvider.System, NullLogger<EffectTools>.Instance));
        var ask = new AskJob(0, job, new SaveJob("CANONICAL"), Identities.CommandOfBatch(new BatchId("batch-1"), job), "f", "anna");
        async Task<JobOutcome> CarryOutAsync(AskJob effect) => ((EndBatchJob)await handler.CarryOutAsync(effect, new EffectContext("batch-1", effect.Key, MayHaveHappened: true), Never)).Outcome;

        var first = await CarryOutAsync(ask);
        (await CarryOutAsync(ask)).ShouldBe(first);
        (first.Result, await AcceptedAsync(job)).ShouldBe((JobResult.Succeeded, 2));

        (await CarryOutAsync(ask with { CommandId = "b-another" })).Operation.ShouldNotBe(first.Operation);
        (await AcceptedAsync(job)).ShouldBe(3);
    }

    [Fact]
    public async Task Release_OfWhatIsNotQuarantined_IsRefused()
    {
        var jobs = await DefineAsync(2);

        var id = await AcceptedAsync(Order(BatchAction.Release, new BatchSelect([.. jobs.Select(j => j.Value)], null)));

        (await EndAsync(id)).Batch!.Refused.ShouldBe(2);
        (await ResultsAsync(id)).ShouldAllBe(r => r.Code == "job.not-quarantined");
    }

    [Fact]
    public async Task Release_OfWhatIsQuarantined_SucceedsWhenTheCauseIsGone()
    {
        var jobs = await DefineAsync(2);
        await Engine.DisposeAsync();
        Execute("UPDATE journal SET manifest = 'of-a-newer-version' WHERE persistence_id = $job", jobs[1]);
        await StartAsync();
        (await Engine.Jobs.AskAsync(jobs[1], new("start", "start", null, new StartJob(null)), Never)).ShouldBeOfType<Answer.Rejected>().Reason.Code.ShouldBe("job.quarantined");
        var quarantined = Filter() with { Filter = Filter().Filter! with { Quarantined = true } };

        await ShownAsync();
        var failed = await EndAsync(await AcceptedAsync(Order(BatchAction.Release, quarantined, 1)));
        failed.Batch.ShouldBe(new BatchCounts(BatchAction.Release, 1, 0, 1, 0, 0), failed.Error);
        Execute("UPDATE journal SET manifest = 'job-commit' WHERE persistence_id = $job", jobs[1]);
        await ShownAsync();
        var released = await EndAsync(await AcceptedAsync(Order(BatchAction.Release, quarantined, 1)));

        released.State.ShouldBe(OperationState.Succeeded, released.Error);
        (await Engine.Jobs.FindAsync(jobs[1], Never))!.Quarantined.ShouldBeNull();

        // The mark in the list comes beside the answer: a look at the cluster takes its time, not the clock.
        async Task ShownAsync()
        {
            for (var look = 0; look < 100 && (await Engine.Jobs.ListAsync(quarantined.Filter!, Never)).Items.IsEmpty; look++)
                await Engine.Jobs.RefreshAsync(jobs[0], TimeSpan.FromSeconds(5), Never);
        }
    }

    /// <summary>Each message is written and read again, as if from another node.</summary>
    [Fact]
    public async Task Batch_MessageByMessageSerialized_LivesTheSameLife()
    {
        await Engine.DisposeAsync();
        var messages = new SerializedMessages();
        await StartAsync(messages.Configure);
        await DefineAsync(2);

        var id = await AcceptedAsync(Order(BatchAction.Start, Filter(JobStatus.Defined), 2), "key-1");

        (await EndAsync(id)).State.ShouldBe(OperationState.Succeeded);
        OperationIds.TryGetBatch(id, out var batch).ShouldBeTrue();
        (await Engine.Batches.ReadAsync(batch.Value, Never)).ShouldBeOfType<EntityAnswer.Sight>().State.ShouldBeOfType<BatchState>().Outcomes.Count.ShouldBe(2);
        messages.Faults.ShouldBeEmpty();
    }
}
