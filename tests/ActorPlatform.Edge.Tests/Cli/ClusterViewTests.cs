using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Edge.Tests.Cli;

public sealed class ClusterViewTests(CliHost host) : IClassFixture<CliHost>
{
    private readonly ClusterSight _seen = host.Api.Jobs.Clusters[0] with { CapacityReadAt = TimeProvider.System.GetUtcNow().AddMinutes(-5.5) };

    /// <summary>What was free when it was last told is no statement about now.</summary>
    [Theory]
    [InlineData("cluster get a", 4)]
    [InlineData("cluster list", 1)]
    public async Task View_ClusterThatDoesNotAnswer_MarksItsFiguresWithTheirAge(string line, int marked)
    {
        host.Api.Jobs.Clusters = [_seen with { Sight = new Sight(Visibility.Unreachable, _seen.CapacityReadAt, "refused") }];

        (await host.RunAsync(line)).ShouldBe(0, host.Error);

        host.Out.Split(" (5m ago)").Length.ShouldBe(marked + 1, host.Out);
        (await host.RunAsync($"{line} --output json")).ShouldBe(0);
        host.Out.ShouldContain("\"capacityReadAt\":");
    }

    [Theory]
    [InlineData("cluster get a")]
    [InlineData("cluster list")]
    public async Task View_ClusterThatAnswers_MarksNothing(string line)
    {
        host.Api.Jobs.Clusters = [_seen];

        (await host.RunAsync(line)).ShouldBe(0, host.Error);

        host.Out.ShouldNotContain("ago");
    }
}
