using ActorPlatform.Simulation.Outside;

namespace ActorPlatform.Simulation;

/// <summary>A process that stopped between the last check and the request sends it when it wakes. Nothing on our side closes that; the act carries its run, so it is seen and undone.</summary>
public class OlderRunTests
{
    private const int Tried = 16;

    [Fact]
    public void Rule22_PostOfAnOlderRunArrivesBesideANewerOne_IsSeenByItsRunAndKilled()
    {
        var strays = 0;
        Parallel.For(1, Tried + 1, seed =>
        {
            using var simulation = new JobSimulation(Late(seed));
            var others = simulation.Run().Where(v => !v.Contains("is launched while", StringComparison.Ordinal)).ToList();
            others.ShouldBeEmpty($"seed {seed}");
            foreach (var stray in simulation.Strays)
                (stray.FinishedAt - stray.LaunchedAt).ShouldNotBeNull($"seed {seed}: {stray.Id.Value} lives on").ShouldBeLessThan(TimeSpan.FromMinutes(5), $"seed {seed}: {stray.Id.Value}");
            Interlocked.Add(ref strays, simulation.Strays.Count);
        });
        strays.ShouldBeGreaterThan(0, "no post came too late: the rule had no occasion");
    }

    private static SimulationOptions Late(int seed) => new()
    {
        Seed = seed,
        CalmAtLeast = TimeSpan.FromMinutes(35),
        World = new WorldOptions { Lateness = TimeSpan.FromMinutes(30), LostAnswers = 0.4, NodeLosses = 0, ForgetsAfter = TimeSpan.FromHours(2) },
    };
}
