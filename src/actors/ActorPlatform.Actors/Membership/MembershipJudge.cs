using System.Collections.Immutable;
using ActorPlatform.Actors.Ownership;
using ActorPlatform.Actors.Storage.Nodes;

namespace ActorPlatform.Actors.Membership;

/// <summary>Decides from the rows and the gossip whom to fence and whom to down. No I/O and no clock: time comes with the snapshots.</summary>
/// <remarks>Nothing else ever downs a member. Unreachable alone moves nothing; a row that is gone is the only reason.</remarks>
internal sealed class MembershipJudge(NodeOptions options)
{
    private Dictionary<long, TimeSpan> _cutOffSince = [];

    /// <param name="view">Taken before the rows were read: each member has had its row before it joined, so a member without one is gone.</param>
    public Verdict Decide(NodeSnapshot snapshot, ClusterView view)
    {
        var down = view.Others.Where(member => !member.IsDown && !snapshot.Nodes.Any(node => IsRowOf(member, node.Row))).Select(member => member.Address).ToImmutableArray();
        var others = snapshot.Nodes.Where(node => node.Row.Incarnation != snapshot.Self).ToImmutableArray();
        var ended = others.Where(node => node.Row.Fenced && snapshot.AgeOf(node) >= options.FenceAfter).Select(node => node.Row.Incarnation).ToImmutableArray();
        var cutOff = FindCutOff(snapshot, view);
        return new Verdict(
            [
                .. others.Where(node => !node.Row.Fenced && snapshot.AgeOf(node) >= options.FenceAfter).Select(node => SilentOrder(snapshot, node)),
                .. cutOff.IsEmpty ? ImmutableArray<FenceOrder>.Empty : [CutOffOrder(snapshot.Self, cutOff)],
            ],
            ended,
            down);
    }

    private static bool IsRowOf(MemberView member, NodeRow row) => row.Uid == member.Uid && row.Address == member.Address;

    private static FenceOrder SilentOrder(NodeSnapshot snapshot, NodeAge node) => new(
        snapshot.Self,
        [new FenceVictim(node.Row.Incarnation, node.Row.Renewals)],
        $"Its row was not renewed for {snapshot.AgeOf(node).TotalSeconds:0.0} s.");

    private ImmutableArray<long> FindCutOff(NodeSnapshot snapshot, ClusterView view)
    {
        var living = snapshot.Nodes.Where(node => node.Row.Joined && !node.Row.Fenced && snapshot.AgeOf(node) < options.FenceAfter).Select(node => node.Row).ToImmutableArray();
        if (!view.IsUp || living.All(row => row.Incarnation != snapshot.Self))
        {
            _cutOffSince = [];
            return [];
        }

        var mine = living.Where(row => row.Incarnation == snapshot.Self || view.Others.Any(member => member.IsReachable && IsRowOf(member, row))).Select(row => row.Incarnation).ToImmutableArray();
        _cutOffSince = living.Select(row => row.Incarnation).Except(mine).ToDictionary(other => other, other => _cutOffSince.TryGetValue(other, out var since) ? since : snapshot.At);
        return PartitionRule.Decide(mine, [.. _cutOffSince.Select(other => (other.Key, snapshot.At - other.Value))], options.PartitionAfter);
    }

    private FenceOrder CutOffOrder(long self, ImmutableArray<long> victims) => new(
        self,
        [.. victims.Select(victim => new FenceVictim(victim, null))],
        $"Alive, but cut off from the larger side for {options.PartitionAfter.TotalSeconds:0.#} s.");
}
