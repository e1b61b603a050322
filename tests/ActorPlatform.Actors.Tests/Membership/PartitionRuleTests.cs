using ActorPlatform.Actors.Membership;

namespace ActorPlatform.Actors.Tests.Membership;

public sealed class PartitionRuleTests
{
    private static readonly TimeSpan After = TimeSpan.FromSeconds(8);

    /// <summary>This side, the other side, seconds since the cut, whom this side fences.</summary>
    [Theory]
    [InlineData("1", "", 60, "")]
    [InlineData("1,2", "3", 7.9, "")]
    [InlineData("1,2", "3", 8, "3")]
    [InlineData("3", "1,2", 8, "")]
    [InlineData("3", "1,2", 15.9, "")]
    [InlineData("3", "1,2", 16, "1,2")]
    [InlineData("1,4", "2,3", 8, "2,3")]
    [InlineData("2,3", "1,4", 8, "")]
    [InlineData("1", "2", 8, "2")]
    [InlineData("2", "1", 8, "")]
    [InlineData("1,2,3", "4,5", 8, "4,5")]
    [InlineData("4,5", "1,2,3", 8, "")]
    public void Decide(string mine, string others, double seconds, string fenced) => PartitionRule.Decide(
        [.. Numbers(mine)], [.. Numbers(others).Select(other => (other, TimeSpan.FromSeconds(seconds)))], After).ShouldBe(Numbers(fenced));

    [Fact]
    public void Decide_OneIsCutOffForLong_SparesTheOneThatIsNot() =>
        PartitionRule.Decide([1, 2, 3], [(4, TimeSpan.FromSeconds(9)), (5, TimeSpan.FromSeconds(1))], After).ToArray().ShouldBe([4L]);

    /// <summary>Whatever the halves of one to six nodes: at first exactly one of them wants to fence, and it fences all of the other.</summary>
    [Fact]
    public void Decide_EveryCutInTwo_ExactlyOneSideBegins()
    {
        for (var nodes = 2; nodes <= 6; nodes++)
        {
            for (var cut = 1; cut < (1 << nodes) - 1; cut++)
            {
                var sides = new[] { Side(nodes, cut, 1), Side(nodes, cut, 0) };
                var fenced = sides.Select((side, i) => PartitionRule.Decide([.. side], [.. sides[1 - i].Select(other => (other, After))], After)).ToArray();

                var loser = fenced[0].IsEmpty ? 0 : 1;
                fenced[loser].ShouldBeEmpty();
                fenced[1 - loser].ToArray().ShouldBe(sides[loser]);
            }
        }
    }

    private static long[] Side(int nodes, int cut, int bit) => [.. Enumerable.Range(0, nodes).Where(node => ((cut >> node) & 1) == bit).Select(node => (long)node + 1)];

    private static long[] Numbers(string list) => [.. list.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(long.Parse)];
}
