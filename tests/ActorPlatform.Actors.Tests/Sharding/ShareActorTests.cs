using ActorPlatform.Actors.Sharding;
using Akka;
using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;
using Xunit.Abstractions;

namespace ActorPlatform.Actors.Tests.Sharding;

public sealed class ShareActorTests(ITestOutputHelper output) : Akka.TestKit.Xunit2.TestKit(_config, "share", output)
{
    private static readonly Config _config = ConfigurationFactory.ParseString(
        $$"""
        akka.actor.provider = cluster
        akka.remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
        akka.cluster.roles = ["{{NodeExtensions.Role}}"]
        akka.coordinated-shutdown.exit-clr = off
        """);

    private readonly NodeShare _share = new();

    /// <summary>Else it would go on waking entities whose shards it has just given away, and its region would wait for them.</summary>
    [Fact]
    public async Task Shutdown_Begins_TheNodeLooksAfterNothingBeforeItsRegionGoes()
    {
        var cluster = Cluster.Get(Sys);
        cluster.Join(cluster.SelfAddress);
        Sys.ActorOf(Props.Create(() => new ShareActor(_share)));
        await AwaitConditionAsync(() => Task.FromResult(cluster.State.Members.Any(member => member.Status is MemberStatus.Up)));
        _share.IsMine("any").ShouldBeTrue();
        var after = new TaskCompletionSource<bool>();
        CoordinatedShutdown.Get(Sys).AddTask(CoordinatedShutdown.PhaseClusterShardingShutdownRegion, "look", () =>
        {
            after.SetResult(_share.IsMine("any"));
            return Task.FromResult(Done.Instance);
        });

        await CoordinatedShutdown.Get(Sys).Run(CoordinatedShutdown.ClrExitReason.Instance);

        (await after.Task).ShouldBeFalse();
    }
}
