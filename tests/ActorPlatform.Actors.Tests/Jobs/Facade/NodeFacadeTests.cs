using System.Collections.Immutable;
using ActorPlatform.Actors.Jobs.Facade;
using ActorPlatform.Actors.Nodes;
using ActorPlatform.Actors.Storage.Nodes;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Actors.Tests.Jobs.Facade;

public sealed class NodeFacadeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 0, 0, 0, TimeSpan.Zero);
    private readonly List<NodeRow> _rows = [];
    private readonly FakePeers _peers = new();
    private readonly NodeFacade _nodes;

    public NodeFacadeTests() => _nodes = new NodeFacade(_ => Task.FromResult(_rows.ToImmutableArray()), _peers);

    [Fact]
    public async Task List_OfEachKind_TellsItsState()
    {
        Add(1, "n1", answers: true);
        Add(2, "n2", answers: false);
        Add(3, "n3", answers: true, row => row with { Joined = false });
        Add(4, "n4", answers: true, draining: true);
        Add(5, "n5", answers: false);
        _peers.Leaving.Add(5);
        Add(6, "n6", answers: false, row => row with { Fenced = true, FencedBy = 1, FencedWhy = "silent" });
        Add(7, "n7", answers: false, row => row with { Fenced = true, Gone = true, FencedWhy = "It left." });

        var nodes = await _nodes.ListAsync(CancellationToken.None);

        nodes.Select(node => node.State).ShouldBe([NodeState.Up, NodeState.Up, NodeState.Joining, NodeState.Draining, NodeState.Draining, NodeState.Fenced, NodeState.Gone]);
        nodes.Select(node => node.Report is not null).ShouldBe([true, false, true, true, false, false, false], "who does not answer is shown all the same");
        nodes.Select(node => node.IsSelf).ShouldBe([true, false, false, false, false, false, false]);
        (nodes[5].Why, nodes[5].FencedBy, nodes[6].Why).ShouldBe(("silent", 1, "It left."));
        nodes[0].Report.ShouldBe(new NodeReport("1.0", 7, 12, TimeSpan.FromSeconds(3), new NodeWrites(4, TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(9))));
    }

    [Fact]
    public async Task List_LivingByNameThenTheNewestOfThoseThatAreGone_Bounded()
    {
        for (var number = 1; number <= 30; number++) Add(number, $"old-{number}", answers: false, row => row with { Fenced = true, Gone = true });
        Add(31, "n2", answers: true);
        Add(32, "n1", answers: true);

        var nodes = await _nodes.ListAsync(CancellationToken.None);

        nodes.Select(node => node.Incarnation).ShouldBe([32, 31, .. Enumerable.Range(11, 20).Reverse()]);
    }

    [Theory]
    [InlineData("n2")]
    [InlineData("2")]
    public async Task Drain_WithAnotherNodeUp_AsksItOnceAndSaysSo(string name)
    {
        Add(1, "n1", answers: true);
        Add(2, "n2", answers: true);

        var accepted = (await _nodes.DrainAsync(new NodeDrainRequest(name, false, "anna"), CancellationToken.None)).ShouldBeOfType<NodeDrain.Accepted>();

        (accepted.Node.Incarnation, accepted.Node.State).ShouldBe((2, NodeState.Draining));
        _peers.Drained.ShouldBe([(2, "anna")]);
    }

    [Fact]
    public async Task Drain_OfTheLast_IsRefusedUnlessForced()
    {
        Add(1, "n1", answers: true);
        Add(2, "silent", answers: false);
        Add(3, "leaves", answers: true, draining: true);
        Add(4, "joins", answers: true, row => row with { Joined = false });

        await RefusedAsync("n1", "node.last", RejectionKind.Conflict);
        (await _nodes.DrainAsync(new NodeDrainRequest("n1", true, null), CancellationToken.None)).ShouldBeOfType<NodeDrain.Accepted>();
        _peers.Drained.ShouldBe([(1, null)]);
    }

    [Fact]
    public async Task Drain_OfOneThatDrains_IsAcceptedAgainAndNotAskedAgain()
    {
        Add(1, "n1", answers: true, draining: true);

        (await _nodes.DrainAsync(new NodeDrainRequest("n1", false, null), CancellationToken.None)).ShouldBeOfType<NodeDrain.Accepted>();
        _peers.Drained.ShouldBeEmpty();
    }

    [Fact]
    public async Task Drain_UnknownGoneOrAmbiguous_IsRefusedWithTheNamesThereAre()
    {
        Add(1, "n1", answers: true);
        Add(2, "gone", answers: false, row => row with { Fenced = true, Gone = true });
        Add(3, "twin", answers: true);
        Add(4, "twin", answers: true);

        (await RefusedAsync("n9", "node.not-found", RejectionKind.NotFound)).ShouldContain("n1, twin");
        await RefusedAsync("gone", "node.not-found", RejectionKind.NotFound);
        (await RefusedAsync("twin", "node.name-ambiguous", RejectionKind.Conflict)).ShouldContain("3 at");
        (await _nodes.DrainAsync(new NodeDrainRequest("4", false, null), CancellationToken.None)).ShouldBeOfType<NodeDrain.Accepted>();
    }

    [Fact]
    public async Task Drain_OfOneThatDoesNotAnswer_IsUnknownAndSafeToRepeat()
    {
        Add(1, "n1", answers: true);
        Add(2, "n2", answers: false);

        (await Should.ThrowAsync<JobUnavailableException>(() => _nodes.DrainAsync(new NodeDrainRequest("n2", false, null), CancellationToken.None))).Message.ShouldContain("safe");
    }

    private async Task<string> RefusedAsync(string name, string code, RejectionKind kind)
    {
        var before = _peers.Drained;
        var reason = (await _nodes.DrainAsync(new NodeDrainRequest(name, false, null), CancellationToken.None)).ShouldBeOfType<NodeDrain.Rejected>().Reason;
        (reason.Code, reason.Kind).ShouldBe((code, kind));
        _peers.Drained.ShouldBe(before);
        return reason.Message;
    }

    private void Add(long incarnation, string name, bool answers, Func<NodeRow, NodeRow>? change = null, bool draining = false)
    {
        var row = new NodeRow(incarnation, name, $"akka.tcp://actorplatform@127.0.0.1:{7000 + incarnation}", 1, Now, Now, true, false, false);
        _rows.Add(change is null ? row : change(row));
        if (answers) _peers.Statuses[incarnation] = new NodeStatus(incarnation, "1.0", 7, 12, TimeSpan.FromSeconds(3), draining, new PersistTimes(4, TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(9)));
    }
}
