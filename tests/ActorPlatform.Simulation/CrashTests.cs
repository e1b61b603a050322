using ActorPlatform.Actors;
using ActorPlatform.Actors.TestKit.Simulation;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Simulation.Outside;

namespace ActorPlatform.Simulation;

/// <summary>kill -9 at every step of start, suspend, resume, restart, savepoint, kill and retry: at each fail point, at each of its passings, with the handlers of production.</summary>
public class CrashTests
{
    private const int MaxPasses = 200;

    private static readonly ScriptStep[] s_script =
    [
        new(new StartJob(null), JobStatus.Running),
        new(null, JobStatus.Running),
        new(new SuspendJob(false), JobStatus.Suspended),
        new(new StartJob(null), JobStatus.Running),
        new(new SaveJob("CANONICAL"), JobStatus.Running),
        new(new RestartJob(null), JobStatus.Running),
        new(new KillJob(false, null), JobStatus.Killed),
        new(new StartJob("latest"), JobStatus.Running),
    ];

    [Theory]
    [InlineData(FailPoints.BeforeClaim)]
    [InlineData(FailPoints.AfterClaim)]
    [InlineData(FailPoints.BeforePersist)]
    [InlineData(FailPoints.AfterPersist)]
    [InlineData(FailPoints.EffectStarted)]
    [InlineData(FailPoints.EffectEnded)]
    [InlineData("prepare:after-id")]
    [InlineData("submit:before-post")]
    [InlineData("submit:after-post")]
    [InlineData("stop:after-trigger")]
    [InlineData("stop:after-completed")]
    [InlineData("savepoint:after-trigger")]
    [InlineData("kill:after-kill")]
    [InlineData("conclude:before-outcome")]
    public void KilledAtThePoint_EachPassing_EveryOperationSucceedsAndOneApplicationLives(string point) => Crash(point, TimeSpan.Zero).ShouldBeEmpty();

    // Longer than every deadline: each came while nobody could look, and none may judge what nobody has seen.
    [Theory]
    [InlineData(FailPoints.AfterPersist)]
    [InlineData("submit:after-post")]
    [InlineData("stop:after-trigger")]
    [InlineData("savepoint:after-trigger")]
    [InlineData("kill:after-kill")]
    [InlineData("conclude:before-outcome")]
    public void KilledAtThePoint_AndAwayForLongerThanEveryDeadline_EveryOperationSucceeds(string point) => Crash(point, TimeSpan.FromMinutes(20)).ShouldBeEmpty();

    [Theory]
    [InlineData("stop:after-trigger")]
    [InlineData("savepoint:after-trigger")]
    public void NoLookFirst_AwayForLongerThanEveryDeadline_OperationsFailForWhatNobodyHasSeen(string point) =>
        Crash(point, TimeSpan.FromMinutes(20), new JobSettings { LookFirst = TimeSpan.Zero }).ShouldContain("ended as Failed");

    private static string Crash(string point, TimeSpan downtime, JobSettings? settings = null)
    {
        var failures = new List<string>();
        var passes = 0;
        for (var crashed = true; crashed && passes < MaxPasses; passes++)
        {
            using var simulation = new JobSimulation(Options(new CrashPoint(point, passes + 1), downtime, settings ?? new JobSettings()));
            var violations = simulation.Run();
            crashed = simulation.Crashed;
            if (violations.Count > 0)
                failures.Add($"{point}:{passes + 1}: {violations[0]} (and {violations.Count - 1} more)");
        }

        passes.ShouldBeInRange(2, MaxPasses - 1, "the point must be passed, and the script must end");
        return string.Join("\n", failures);
    }

    private static SimulationOptions Options(CrashPoint crash, TimeSpan downtime, JobSettings settings) => new()
    {
        Seed = 1,
        Nodes = 1,
        Jobs = 1,
        Script = [.. s_script],
        Crash = crash,
        Settings = settings,
        Downtime = downtime,
        World = WorldOptions.Calm,
        Journal = JournalFaults.None,
        Faulty = TimeSpan.FromMinutes(25) + downtime,
        Calm = TimeSpan.FromMinutes(1),
    };
}
