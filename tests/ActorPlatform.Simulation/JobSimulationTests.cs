using ActorPlatform.Actors.TestKit.Simulation;
using ActorPlatform.Jobs;
using ActorPlatform.Simulation.Outside;

namespace ActorPlatform.Simulation;

public class JobSimulationTests
{
    [Fact]
    public void Run_ManySeeds_EveryInvariantHolds() => Seeds.Hold(Seeds.Count, Anything);

    [Fact]
    public void Run_ResourceManagerForgetsQuickly_StillNoRunIsLaunchedTwice() =>
        Seeds.Hold(Seeds.Count / 10, Forgetful);

    [Fact]
    public void NoLookUp_ResourceManagerForgetsQuickly_ARunIsLaunchedTwice() =>
        Seeds.Break(seed => Forgetful(seed) with { SubmitsBlindly = true }, "a second time");

    [Fact]
    public void Run_ResourceManagerForgetsAtOnce_StillNoRunIsLaunchedTwice() =>
        Seeds.Hold(Seeds.Count / 10, ForgetfulAtOnce);

    [Fact]
    public void NotAskedWhatItRemembers_ResourceManagerForgetsAtOnce_ARunIsLaunchedTwice() =>
        Seeds.Break(seed => ForgetfulAtOnce(seed) with { World = ForgetfulAtOnce(seed).World with { SaysItRemembers = true } }, "a second time");

    [Fact]
    public void NoProofOfDeath_NodesAreLost_TwoRunsLive() =>
        Seeds.Break(seed => new SimulationOptions { Seed = seed, ConcludesBlindly = true }, "is launched while");

    [Fact]
    public void Run_MastersOutliveTheContainerTimeOutAndAnswer_StillOneRunLives() =>
        Seeds.Hold(Seeds.Count / 10, Outliving);

    [Fact]
    public void NobodyToldThatItAnswers_MastersOutliveTheContainerTimeOut_TwoRunsLive() =>
        Seeds.Break(seed => Outliving(seed) with { ConcludesDeaf = true }, "is launched while");

    [Fact]
    public void NoLastLook_RunsFailBetweenPolls_TheirNewestStateIsLost() =>
        Seeds.Break(seed => new SimulationOptions { Seed = seed, ConcludesBlindly = true, World = new WorldOptions { NodeLosses = 0 } }, "P4:");

    [Fact]
    public void Run_LostNodesAreCutOff_OnlyTimeProvesThemDeadAndTheirNewestStateCounts() =>
        Seeds.Hold(Seeds.Count / 10, CutOff);

    [Fact]
    public void NoLastLookAfterTheTimeOut_LostNodesAreCutOff_TheirNewestStateIsLost() =>
        Seeds.Break(seed => CutOff(seed) with { ConcludesUnseeing = true }, "P4:", minutes: 40);

    [Fact]
    public void NoClaim_CommitsComeLate_AFormerOwnerWritesAfterTheNext() =>
        Seeds.Break(seed => Anything(seed) with { Guards = new Guards(Claims: false), Journal = new JournalFaults(0.05, LateCommits: 0.2, 0.03) }, "I2:");

    [Fact]
    public void NoActDeadline_NodesSleep_TheyActWhenTheyWake() =>
        Seeds.Break(seed => Anything(seed) with { Guards = new Guards(ActDeadline: false), Rates = Restless }, "without the right to act");

    [Fact]
    public void NoActDeadline_NodesSleep_TheyActForWhatOthersOwn() =>
        Seeds.Break(seed => Anything(seed) with { Guards = new Guards(ActDeadline: false), Rates = Restless }, "F1:");

    [Fact]
    public void OpinionsOfNodes_APartition_BothSidesGoOnAndActForTheSameJobs() =>
        Seeds.Break(seed => Anything(seed) with { Opinions = true, Rates = new FaultRates { Partitions = 1 } }, "F1:");

    /// <summary>A limit, not a guard: by a clock that is an hour ahead, absence counts while a post may still arrive. docs/operations.md asks for clocks that agree.</summary>
    [Fact]
    public void ClocksDisagreeByAnHour_APostIsLate_TwoRunsLive() =>
        Seeds.Break(seed => Anything(seed) with { Guards = new Guards(ClocksAgree: false), Rates = new FaultRates { ClockSteps = 2 } }, "is launched while");

    [Fact]
    public void Run_SameSeed_SameTrace()
    {
        using var one = new JobSimulation(new SimulationOptions { Seed = 3 });
        using var other = new JobSimulation(new SimulationOptions { Seed = 3 });
        one.Run();
        other.Run();

        one.Hash.ShouldBe(other.Hash);
        one.Text.ShouldContain("kill -9");
        one.Text.ShouldContain("sleeps");
    }

    internal static SimulationOptions Anything(int seed) => new() { Seed = seed };

    private static FaultRates Restless => new() { Pauses = 2, HandOffs = 0 };

    private static SimulationOptions CutOff(int seed) => new() { Seed = seed, World = new WorldOptions { NodeLosses = 1, CutOff = 1 } };

    internal static SimulationOptions Outliving(int seed) => new()
    {
        Seed = seed,
        Settings = new JobSettings { ContainerTimeout = TimeSpan.FromMinutes(3) },
        World = new WorldOptions { NodeLosses = 1, CutOff = 0, OutlivesNode = TimeSpan.FromMinutes(12) },
    };

    /// <summary>Forgets after two minutes what ended; posts are permitted for one, and arrive within one more.</summary>
    private static SimulationOptions Forgetful(int seed) => new()
    {
        Seed = seed,
        Settings = new JobSettings { PostWithin = TimeSpan.FromMinutes(1), PostLateness = TimeSpan.FromMinutes(2.5) },
        World = new WorldOptions { ForgetsAfter = TimeSpan.FromMinutes(3), Lateness = TimeSpan.FromSeconds(30), FailuresPerMinute = 0.8, LostAnswers = 0.8, OutagesPerMinute = 0 },
        Rates = new FaultRates { Crashes = 0.2 },
    };

    /// <summary>Forgets what ended within seconds, as where a whole fleet fails; a post that has no answer arrives before its run can have ended, or never.</summary>
    private static SimulationOptions ForgetfulAtOnce(int seed) => new()
    {
        Seed = seed,
        World = new WorldOptions { ForgetsAfter = TimeSpan.FromSeconds(10), Lateness = TimeSpan.FromSeconds(5), Doubled = 0, FailuresPerMinute = 3, LostAnswers = 0.5, OutagesPerMinute = 0 },
        Rates = new FaultRates { Crashes = 1, HandOffs = 1 },
    };
}
