using ActorPlatform.Actors.TestKit.Simulation;

namespace ActorPlatform.Actors.Tests.TestKit;

public sealed class ErrandSimulationTests
{
    [Fact]
    public void Run_ManySeeds_EveryInvariantHolds() => Failures(80, seed => new ErrandPlan(seed)).ShouldBeEmpty();

    [Fact]
    public void Run_DatabaseFailsOverAndLosesItsTail_TheRestHolds() => Failures(40, seed => new ErrandPlan(seed) { FailsOver = true }).ShouldBeEmpty();

    [Fact]
    public void Run_SameSeed_SameTrace()
    {
        using var one = new ErrandSimulation(new ErrandPlan(3));
        using var other = new ErrandSimulation(new ErrandPlan(3));
        one.Run();
        other.Run();

        one.Hash.ShouldBe(other.Hash);
        one.Text.ShouldContain("is fenced");
        one.Text.ShouldContain("is handed off");
    }

    /// <summary>The negative control: without the claim, a former owner's late commit is accepted after the next owner has begun.</summary>
    [Fact]
    public void NoClaim_CommitsComeLate_AFormerOwnerWritesAfterTheNext() => Failures(
        80, seed => new ErrandPlan(seed) { Guards = new Guards(Claims: false), Journal = new JournalFaults(0.05, LateCommits: 0.2, 0.03) })
        .ShouldContain(failure => failure.Contains("I2:"));

    /// <summary>The negative control: a woken node that does not ask for its right acts for errands that others own.</summary>
    [Fact]
    public void NoActDeadline_NodesSleep_TheyActWhenTheyWake() =>
        Failures(80, seed => new ErrandPlan(seed) { Guards = new Guards(ActDeadline: false) }).ShouldContain(failure => failure.Contains("was asked for by"));

    private static List<string> Failures(int seeds, Func<int, ErrandPlan> plan)
    {
        var failures = new List<string>();
        for (var seed = 1; seed <= seeds; seed++)
        {
            using var simulation = new ErrandSimulation(plan(seed));
            var violations = simulation.Run();
            failures.AddRange(violations.Select(violation => $"seed {seed}: {violation}"));
            // To look into one: SIMULATION_TRACES=/tmp/traces dotnet test …
            if (violations.Count > 0 && Environment.GetEnvironmentVariable("SIMULATION_TRACES") is { } folder)
            {
                File.WriteAllText(Path.Combine(folder, $"errand-{seed}.txt"), $"{simulation.Text}{string.Join('\n', violations)}");
            }
        }

        return failures;
    }
}
