using ActorPlatform.Sandbox.Simulation;

namespace ActorPlatform.Clusters.Tests.Sandbox;

/// <summary>A simulated job is the same whoever looks at it, and however seldom.</summary>
public sealed class SimulatedJobTests
{
    private const long Start = 1_000_000;
    private const long Hour = 3_600_000;

    public static TheoryData<string> Arguments => new()
    {
        "", "--rate 7", "--slow-snapshots-ms 7000", "--fail-after-records 5000 --fail-times 3", "--finish-after-records 50000", "--fail-always", "--fail-snapshots",
    };

    [Theory]
    [MemberData(nameof(Arguments))]
    public void Advance_InOneStepOrInMany_GivesTheSameJob(string arguments)
    {
        var (once, often) = (Make(arguments), Make(arguments));

        once.Job.Advance(Start + Hour);
        for (var now = Start; now < Start + Hour; now += 777)
            often.Job.Advance(now);
        often.Job.Advance(Start + Hour);

        Facts(once.Job).ShouldBe(Facts(often.Job));
        once.Store.Paths.ShouldBe(often.Store.Paths, ignoreOrder: true);
    }

    [Fact]
    public void Advance_OverAYear_WritesOnlyWhatIsStillThereOrShown()
    {
        var (job, store) = Make("");

        job.Advance(Start + (365 * 24 * Hour));

        job.Completed.ShouldBeGreaterThan(6_000_000);
        store.Written.ShouldBeLessThan(30);
        store.Paths.Count.ShouldBe(3);
        job.LatestCheckpoint!.Id.ShouldBe(job.Completed);
    }

    [Fact]
    public void Trigger_UnderTheSameId_IsOneSavepoint()
    {
        var (job, store) = Make("");
        job.Advance(Start + 10_000);

        job.Trigger("t1", "/savepoints", "CANONICAL", stop: false, drain: false, Start + 10_000);
        job.Trigger("t1", "/savepoints", "CANONICAL", stop: false, drain: false, Start + 10_001);
        job.Advance(Start + 11_000);

        job.Operations.ShouldHaveSingleItem().Path.ShouldNotBeNull();
        store.Paths.Count(path => path.StartsWith("/savepoints/", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public void Trigger_BeforeTheTasksRun_Fails()
    {
        var (job, _) = Make("");
        job.Advance(Start);

        job.Trigger("t1", "/savepoints", "CANONICAL", stop: true, drain: false, Start + 1);

        job.Operations.ShouldHaveSingleItem().Failure.ShouldNotBeNull().ShouldContain("Not all required tasks are currently running");
        job.State.ShouldBe(JobState.Running);
    }

    private static (SimulatedJob Job, Store Store) Make(string arguments)
    {
        var store = new Store();
        var plan = new JobPlan
        {
            Application = "application_1_0001",
            Name = "n",
            User = "flink",
            FlinkJob = "c8f624460f8fa9ab41888763abb15611",
            CheckpointInterval = 5000,
            Retained = 3,
            RestartAttempts = 100,
            RestartDelay = 10_000,
            Arguments = JobArguments.Parse(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
        };
        return (new SimulatedJob(plan, store, () => new Facts(), Start, deploy: 120, luck: 11), store);
    }

    private static string Facts(SimulatedJob job) => string.Join(
        '\n',
        [
            $"{job.State} {job.Attempt} {job.Completed} {job.Failed} {job.NextId} {job.Restores} {job.CountAt(Start + Hour)}",
            .. job.History.Select(snapshot => snapshot.ToString()),
            .. job.Failures.Select(failure => failure.ToString()),
        ]);

    private sealed class Store : ISnapshotStore
    {
        public HashSet<string> Paths { get; } = [];

        public int Written { get; private set; }

        public void Write(JobPlan plan, Snapshot snapshot)
        {
            Written++;
            Paths.Add(snapshot.Path!);
        }

        public void Delete(string path, long now) => Paths.Remove(path);
    }
}
