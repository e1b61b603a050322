using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Sharding;
using ActorPlatform.Actors.Tests.Jobs.Effects;
using ActorPlatform.Actors.Tests.Jobs.Fakes;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Specs;
using Microsoft.Data.Sqlite;

namespace ActorPlatform.Actors.Tests.Jobs.Whole;

/// <summary>A job's life on the real shell, journal and actors.</summary>
public sealed class JobLifeTests : IAsyncLifetime
{
    private static readonly JobId Job = EffectFixture.Job;
    private readonly string _folder = Directory.CreateTempSubdirectory("jobs-").FullName;
    private readonly FakeCluster _cluster = new("a", TimeProvider.System)
    {
        StoreAfter = TimeSpan.FromMilliseconds(20),
        RegisterAfter = TimeSpan.FromMilliseconds(100),
        SavepointTakes = TimeSpan.FromMilliseconds(100),
        TimeLimit = TimeSpan.FromMilliseconds(500),
    };

    private JobEngine _engine = null!;

    private string File => Path.Combine(_folder, "test.db");

    public async Task InitializeAsync() => _engine = await JobEngine.StartAsync(File, _cluster);

    public async Task DisposeAsync()
    {
        await _engine.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Life_StartSuspendResumeKill_OneRunAtATimeAndTheSavepointIsTheRestorePoint()
    {
        await StartAsync();
        _cluster.Alive(Job).ShouldBe(1);
        (await _engine.DoAsync(Job, "suspend", new SuspendJob(false)))!.State.ShouldBe(OperationState.Succeeded);
        var suspended = await StateAsync();
        suspended.Status.ShouldBe(JobStatus.Suspended);
        var savepoint = suspended.Ledger.Single(p => p.Kind == RestorePointKind.StopSavepoint);
        _cluster.Alive(Job).ShouldBe(0);

        (await _engine.DoAsync(Job, "resume", new StartJob(null)))!.State.ShouldBe(OperationState.Succeeded);
        _cluster.Truth[^1].Restored!.Path.ShouldBe(savepoint.Path);

        (await _engine.DoAsync(Job, "kill", new KillJob(false, null)))!.State.ShouldBe(OperationState.Succeeded);
        (await StateAsync()).Status.ShouldBe(JobStatus.Killed);
        (_cluster.Alive(Job), _cluster.MostAlive, _cluster.Truth.Count).ShouldBe((0, 1, 2));
    }

    [Fact]
    public async Task Life_EventsListAndFeed_TellTheSameStory()
    {
        await StartAsync();
        var events = (await _engine.Jobs.ReadEventsAsync(Job, 0, 500, CancellationToken.None)).Items;
        events.Select(e => e.Type).ShouldContain("run-started");
        events.ShouldAllBe(e => e.Summary.Length > 0);
        (await _engine.Jobs.ReadFeedAsync(null, 500, CancellationToken.None)).Items.Select(e => e.Data).ShouldBe(events.Select(e => e.Data));
    }

    [Fact]
    public async Task Rule01_ClusterSilent_VisibilityChangesStatusDoesNot()
    {
        await StartAsync();
        _cluster.Always(new FakeFault.Refused(), [.. FakeCalls.OfResourceManager, .. FakeCalls.OfJobManager]);
        (await SeenAsync(Visibility.Unreachable)).ShouldBe(JobStatus.Running);
        _cluster.Heal();
        (await SeenAsync(Visibility.Seen)).ShouldBe(JobStatus.Running);
        _cluster.Truth.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Rule03_RunFails_TheNextOneIsAPersistedDecisionAndTheLimitEndsInFailed()
    {
        await StartAsync();
        Fail(_cluster.Truth[^1]);
        await _engine.UntilAsync(Job, s => s.Status == JobStatus.Running && s.LastRun == 2);
        Fail(_cluster.Truth[^1]);
        var failed = await _engine.UntilAsync(Job, s => s.Status == JobStatus.Failed);
        failed.Failure!.RootCause!.ShouldContain("IllegalStateException");
        (_cluster.MostAlive, _cluster.Truth.Count).ShouldBe((1, 2));
    }

    [Fact]
    public async Task Rule21_EndedRunComesBackToLife_IsSeenAndKilled()
    {
        await StartAsync();
        await _engine.DoAsync(Job, "kill", new KillJob(false, null));
        var stray = new FakeApplication(new ActorPlatform.Jobs.ApplicationId("application_1700000000000_0999"), _cluster.Truth[0].Plan, DateTimeOffset.UtcNow);
        _cluster.Add(stray);
        await _engine.UntilAsync(Job, s => !s.Strays.IsEmpty || !stray.Alive);
        await _engine.UntilAsync(Job, s => s.Strays.IsEmpty && !stray.Alive);
        (await StateAsync()).Status.ShouldBe(JobStatus.Killed);
    }

    /// <summary>A command, a read and a sighting of a job that nobody defined leave no row, and its application runs on: another database may know it.</summary>
    [Fact]
    public async Task UnknownJob_AskedReadAndSeen_LeavesNoRowAndNoHandIsLaidOnIt()
    {
        var unknown = new JobId("job-of-another-database");
        var stranger = new FakeApplication(new("application_1700000000000_0999"), EffectFixture.Plan(7) with { Job = unknown }, DateTimeOffset.UtcNow);
        _cluster.Add(stranger);
        await _engine.DoAsync(Job, "define", new DefineJob(Spec()));

        // Two, for the first may end with a poll that began before.
        await _engine.Jobs.RefreshAsync(Job, TimeSpan.FromSeconds(5), CancellationToken.None);
        await _engine.Jobs.RefreshAsync(Job, TimeSpan.FromSeconds(5), CancellationToken.None);
        (await _engine.Jobs.AskAsync(unknown, new("kill", "kill", null, new KillJob(false, null)), CancellationToken.None))
            .ShouldBeOfType<Answer.Rejected>().Reason.Code.ShouldBe("job.not-found");
        (await _engine.Jobs.FindAsync(unknown, CancellationToken.None)).ShouldBeNull();

        (RowsOf(unknown), RowsOf(Job)).ShouldBe((0, 2));
        stranger.Alive.ShouldBeTrue();
    }

    /// <summary>F4: an entity that cannot recover costs its neighbours nothing, also those of its own shard.</summary>
    [Fact]
    public async Task PoisonedJob_ItsShardWakes_TheNeighboursGoOnAndItIsShown()
    {
        var shards = new EntityExtractor(new EntityOptions().Shards);
        var poisoned = Enumerable.Range(0, 10_000).Select(i => new JobId($"job-poison-{i}")).First(id => shards.ShardId(id.Value) == shards.ShardId(Job.Value));
        await StartAsync();
        await _engine.DoAsync(poisoned, "define", new DefineJob(Spec()));
        await _engine.DisposeAsync();
        Execute("UPDATE journal SET message = x'00' WHERE persistence_id LIKE '%' || $job", poisoned);

        _engine = await JobEngine.StartAsync(File, _cluster);
        var asked = _engine.Jobs.AskAsync(poisoned, new("start", "start", null, new StartJob(null)), CancellationToken.None);
        (await _engine.DoAsync(Job, "suspend", new SuspendJob(false)))!.State.ShouldBe(OperationState.Succeeded);

        (await asked).ShouldBeOfType<Answer.Rejected>().Reason.Code.ShouldBe("job.quarantined");
        (await _engine.DoAsync(Job, "resume", new StartJob(null)))!.State.ShouldBe(OperationState.Succeeded);
        (await _engine.Jobs.FindAsync(poisoned, CancellationToken.None))!.Quarantined.ShouldNotBeNull();
    }

    /// <summary>The process before could not read it, this one can (an upgrade): the list must not go on saying so, nor the waker skip it.</summary>
    [Fact]
    public async Task QuarantinedByAProcessBefore_LoadsNow_IsNoLongerShownSo()
    {
        await StartAsync();
        await _engine.DisposeAsync();
        Execute("UPDATE job_list SET quarantined = 'five failed recoveries' WHERE id = $job", Job);

        _engine = await JobEngine.StartAsync(File, _cluster);
        (await _engine.DoAsync(Job, "suspend", new SuspendJob(false)))!.State.ShouldBe(OperationState.Succeeded);

        // The mark ends beside the commands: a look at the cluster takes its time, not the clock.
        for (var look = 0; look < 20 && ShownAsQuarantined(Job); look++)
            await _engine.Jobs.RefreshAsync(Job, TimeSpan.FromSeconds(5), CancellationToken.None);
        ShownAsQuarantined(Job).ShouldBeFalse();
    }

    [Theory]
    [InlineData(FakeCalls.Post)]
    [InlineData(FakeCalls.LookUp)]
    [InlineData(FakeCalls.Prepare)]
    public async Task Rule13_EngineEndsDuringTheStart_TheNextOneEndsItWithOneApplication(string hangs)
    {
        await _engine.DoAsync(Job, "define", new DefineJob(Spec()));
        _cluster.Always(new FakeFault.AnswerLost(), hangs);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _cluster.OnCall = call => _ = call == hangs && reached.TrySetResult();
        await _engine.Jobs.AskAsync(Job, new("start", "start", null, new StartJob(null)), CancellationToken.None);
        await reached.Task;
        await _engine.DisposeAsync();
        _cluster.Heal();
        _engine = await JobEngine.StartAsync(File, _cluster);
        var running = await _engine.UntilAsync(Job, s => s.Status == JobStatus.Running);
        running.Operations.Single().State.ShouldBe(OperationState.Succeeded);
        (_cluster.Truth.Count, _cluster.MostAlive).ShouldBe((1, 1));
    }

    private static JobSpec Spec() => EffectFixture.Plan().Spec with
    {
        Retry = new RetrySpec { MaxAttempts = 1, InitialBackoff = TimeSpan.FromMilliseconds(100), MaxBackoff = TimeSpan.FromMilliseconds(100) },
    };

    private long RowsOf(JobId job) => (long)Execute("SELECT count(*) FROM journal WHERE persistence_id LIKE '%' || $job", job)!;

    private bool ShownAsQuarantined(JobId job) => Execute("SELECT quarantined FROM job_list WHERE id = $job", job) is string;

    private object? Execute(string statement, JobId job)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.Parameters.AddWithValue("$job", job.Value);
        return command.ExecuteScalar();
    }

    private void Fail(FakeApplication application) => _cluster.End(application, ApplicationState.Finished, FinalStatus.Failed, "");

    private async Task StartAsync()
    {
        await _engine.DoAsync(Job, "define", new DefineJob(Spec()));
        (await _engine.DoAsync(Job, "start", new StartJob(null)))!.State.ShouldBe(OperationState.Succeeded);
    }

    private async Task<JobState> StateAsync() => (await _engine.Jobs.FindAsync(Job, CancellationToken.None))!.State;

    private async Task<JobStatus> SeenAsync(Visibility visibility)
    {
        // Each refresh ends with a poll of the cluster: what it waits for is the poll, not the clock.
        for (var look = 0; look < 100; look++)
        {
            await _engine.Jobs.RefreshAsync(Job, TimeSpan.FromSeconds(5), CancellationToken.None);
            var sight = (await _engine.Jobs.FindAsync(Job, CancellationToken.None))!;
            if (sight.Sight.Visibility == visibility)
                return sight.State.Status;
        }

        throw new TimeoutException($"Never seen {visibility}.");
    }
}
