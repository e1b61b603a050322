using System.Collections.Concurrent;
using ActorPlatform.Actors.TestKit.Simulation;
using ActorPlatform.Jobs;
using ActorPlatform.Simulation.Outside;

namespace ActorPlatform.Simulation;

public class JobSimulationTests
{
    // More by hand: SIMULATION_SEEDS=5000 dotnet test tests/ActorPlatform.Simulation.
    private static readonly int s_seeds = int.Parse(Environment.GetEnvironmentVariable("SIMULATION_SEEDS") ?? "500");

    [Fact]
    public void Run_FiveHundredSeeds_EveryInvariantHolds()
    {
        var failures = Failures(s_seeds, seed => new SimulationOptions { Seed = seed });

        string.Join("\n", failures.Take(20)).ShouldBeEmpty($"{failures.Count} of {s_seeds} seeds fail");
    }

    [Fact]
    public void Run_ResourceManagerForgetsQuickly_StillNoRunIsLaunchedTwice()
    {
        var failures = Failures(s_seeds / 5, Forgetful);

        string.Join("\n", failures.Take(20)).ShouldBeEmpty();
    }

    [Fact]
    public void NoLookUp_ResourceManagerForgetsQuickly_ARunIsLaunchedTwice()
    {
        var failures = Failures(s_seeds / 5, seed => Forgetful(seed) with { SubmitsBlindly = true });

        failures.ShouldContain(f => f.Contains("a second time"));
    }

    [Fact]
    public void NoProofOfDeath_NodesAreLost_TwoRunsLive()
    {
        var failures = Failures(s_seeds / 5, seed => new SimulationOptions { Seed = seed, ConcludesBlindly = true });

        failures.ShouldContain(f => f.Contains("is launched while"));
    }

    [Fact]
    public void Run_MastersOutliveTheContainerTimeOutAndAnswer_StillOneRunLives()
    {
        var failures = Failures(s_seeds / 5, Outliving);

        string.Join("\n", failures.Take(20)).ShouldBeEmpty();
    }

    [Fact]
    public void NobodyToldThatItAnswers_MastersOutliveTheContainerTimeOut_TwoRunsLive()
    {
        var failures = Failures(s_seeds / 5, seed => Outliving(seed) with { ConcludesDeaf = true });

        failures.ShouldContain(f => f.Contains("is launched while"));
    }

    [Fact]
    public void NoLastLook_RunsFailBetweenPolls_TheirNewestStateIsLost()
    {
        var failures = Failures(s_seeds / 5, seed => new SimulationOptions { Seed = seed, ConcludesBlindly = true, World = new WorldOptions { NodeLosses = 0 } });

        failures.ShouldContain(f => f.Contains("P4:"));
    }

    [Fact]
    public void Run_LostNodesAreCutOff_OnlyTimeProvesThemDeadAndTheirNewestStateCounts()
    {
        var failures = Failures(s_seeds / 5, CutOff);

        string.Join("\n", failures.Take(20)).ShouldBeEmpty();
    }

    [Fact]
    public void NoLastLookAfterTheTimeOut_LostNodesAreCutOff_TheirNewestStateIsLost()
    {
        var failures = Failures(s_seeds / 5, seed => CutOff(seed) with { ConcludesUnseeing = true });

        failures.ShouldContain(f => f.Contains("P4:"));
    }

    [Fact]
    public void NoClaim_CommitsComeLate_AFormerOwnerWritesAfterTheNext()
    {
        var failures = Failures(s_seeds / 5, seed => new SimulationOptions { Seed = seed, Guards = new Guards(Claims: false), Journal = new JournalFaults(0.05, LateCommits: 0.2, 0.03) });

        failures.ShouldContain(f => f.Contains("I2:"));
    }

    [Fact]
    public void NoActDeadline_NodesSleep_TheyActWhenTheyWake()
    {
        var failures = Failures(s_seeds / 5, seed => new SimulationOptions { Seed = seed, Guards = new Guards(ActDeadline: false) });

        failures.ShouldContain(f => f.Contains("without the right to act"));
    }

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

    private static SimulationOptions CutOff(int seed) => new() { Seed = seed, World = new WorldOptions { NodeLosses = 1, CutOff = 1 } };

    private static SimulationOptions Outliving(int seed) => new()
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
        CrashesPerMinute = 0.2,
    };

    private static List<string> Failures(int seeds, Func<int, SimulationOptions> options)
    {
        var failures = new ConcurrentBag<string>();
        Parallel.For(1, seeds + 1, seed =>
        {
            using var simulation = new JobSimulation(options(seed));
            if (simulation.Run() is not { Count: > 0 } violations)
                return;
            if (Environment.GetEnvironmentVariable("SIMULATION_TRACES") is { } folder)
                File.WriteAllText(Path.Combine(folder, $"{seed}.txt"), simulation.Text + string.Join('\n', violations));
            failures.Add($"seed {seed}: {string.Join(" | ", violations.Take(3))} ({violations.Count} in all)");
        });
        return [.. failures.Order(StringComparer.Ordinal)];
    }
}
