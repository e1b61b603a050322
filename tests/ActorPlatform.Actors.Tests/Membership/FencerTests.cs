using ActorPlatform.Actors.Membership;
using ActorPlatform.Actors.Storage.Nodes;
using ActorPlatform.Actors.Tests.Ownership;
using ActorPlatform.Actors.Tests.Toys;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorPlatform.Actors.Tests.Membership;

public sealed class FencerTests
{
    private static readonly Verdict Everything = new(
        [new FenceOrder(1, [new FenceVictim(2, 7)], "silent"), new FenceOrder(1, [new FenceVictim(3, null)], "cut off")], [4], []);

    private readonly FakeNodeStore _store = new();
    private readonly FakeRight _right = new();

    [Fact]
    public async Task CarryOut_MayAct_FencesAndEndsTheSessionsOfThoseWhoAreGone()
    {
        await Fencer().CarryOutAsync(Everything);

        _store.Done.ShouldBe(["fence 2", "end sessions of 2", "fence 3", "bury 4", "end sessions of 4"], "who is fenced alive keeps its sessions until it is gone");
    }

    [Fact]
    public async Task CarryOut_MayNotActItself_DoesNothing()
    {
        _right.Lose();

        await Fencer().CarryOutAsync(Everything);

        _store.Done.ShouldBeEmpty();
    }

    [Fact]
    public async Task CarryOut_DatabaseIsAway_IsTriedAgainWithTheNextVerdict()
    {
        _store.IsAway = true;
        await Fencer().CarryOutAsync(Everything);
        _store.Done.ShouldBeEmpty();
        _store.IsAway = false;

        await Fencer().CarryOutAsync(Everything);

        _store.Done.Count.ShouldBe(5);
    }

    private Fencer Fencer() => new(_store, _right, NullLogger<Fencer>.Instance);
}
