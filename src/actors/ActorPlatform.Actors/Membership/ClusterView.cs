using System.Collections.Immutable;

namespace ActorPlatform.Actors.Membership;

/// <summary>The cluster as this node's gossip has it.</summary>
/// <param name="IsUp">Whether this node is a member in full right; one that leaves judges nobody.</param>
/// <param name="Others">All other members, whatever their status.</param>
internal sealed record ClusterView(bool IsUp, ImmutableArray<MemberView> Others)
{
    public static readonly ClusterView None = new(false, []);
}

/// <summary>Another member.</summary>
/// <param name="Address">Where its actor system is reached.</param>
/// <param name="Uid">Tells it from another one at the same address.</param>
/// <param name="IsReachable">As the failure detectors have it; by itself it moves nothing.</param>
/// <param name="IsDown">Somebody has downed it already.</param>
internal sealed record MemberView(string Address, int Uid, bool IsReachable, bool IsDown);
