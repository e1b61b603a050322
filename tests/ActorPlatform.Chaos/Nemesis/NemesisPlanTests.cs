namespace ActorPlatform.Chaos.Nemesis;

public sealed class NemesisPlanTests
{
    private const int Nodes = 3;
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Of_SameSeed_IsTheSamePlan() => NemesisPlan.Of(7, s_minute, Nodes).ShouldBe(NemesisPlan.Of(7, s_minute, Nodes));

    [Fact]
    public void Of_OtherSeed_IsAnotherPlan() => NemesisPlan.Of(7, s_minute, Nodes).ShouldNotBe(NemesisPlan.Of(8, s_minute, Nodes));

    [Fact]
    public void Of_AMinute_HasOverlappingFaultsButNeverTwoOnOneTarget()
    {
        for (var seed = 1; seed <= 100; seed++)
        {
            var steps = NemesisPlan.Of(seed, s_minute, Nodes);

            steps.ShouldNotContain(step => steps.Any(other => !ReferenceEquals(other, step) && other.Target == step.Target && other.At <= step.At && step.At < other.End), $"seed {seed}");
            steps.ShouldContain(step => steps.Any(other => other.Target != step.Target && other.At <= step.At && step.At < other.End), $"seed {seed}");
        }
    }

    [Fact]
    public void Of_AMinuteAndAHalf_NearlyAlwaysHasEveryKindOfFault()
    {
        var kinds = Enum.GetValues<Fault>().Length - 1;

        Enumerable.Range(1, 100).Count(seed => NemesisPlan.Of(seed, 1.5 * s_minute, Nodes).Select(step => step.Fault).Distinct().Count() == kinds).ShouldBeGreaterThan(90);
    }
}
