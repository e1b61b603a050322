using System.Collections.Immutable;

namespace ActorPlatform.Actors.Membership;

/// <summary>Decides how a node that has the turn gets into the cluster. Pure.</summary>
internal static class BootstrapRule
{
    /// <param name="snapshot">The rows; null before they were read for the first time.</param>
    /// <param name="turn">Since when the node has the turn, by the clock since boot.</param>
    /// <param name="self">The incarnation that starts.</param>
    /// <param name="address">Where it is reached.</param>
    public static BootstrapStep Decide(NodeSnapshot? snapshot, TimeSpan turn, long self, string address)
    {
        // A: has the turn, forms a cluster, notes it … B: read the rows before that, gets the turn: by what it read it would form a second one.
        if (snapshot is null || snapshot.Sent < turn) return new BootstrapStep.Wait("the rows of the nodes could not be read since it was this node's turn");
        var others = snapshot.Nodes.Where(node => node.Row.Incarnation != self).ToImmutableArray();

        // Members are told apart by their address: the one before must be gone, not only dead.
        if (others.FirstOrDefault(node => node.Row.Address == address) is { } same)
            return new BootstrapStep.Wait($"incarnation {same.Row.Incarnation} has the same address {address} and is not gone; if it lives, give one of them another actorplatform.node.advertise");
        var joined = others.Where(node => node.Row.Joined).ToImmutableArray();
        if (joined.IsEmpty) return new BootstrapStep.Form();

        // Not by how young a row says it is: by whether it changed while this process looked. One that stands still is fenced first, as any silent node.
        var living = joined.Where(node => node.WasSeenAlive && !node.Row.Fenced).ToImmutableArray();
        return living.IsEmpty
            ? new BootstrapStep.Wait($"incarnation {joined[0].Row.Incarnation} at {joined[0].Row.Address} may belong to a cluster, and it was not seen whether it lives")
            : new BootstrapStep.Join([.. living.Select(node => node.Row.Address)]);
    }
}

/// <summary>What to do.</summary>
internal abstract record BootstrapStep
{
    private BootstrapStep()
    {
    }

    /// <summary>Nobody else can belong to a cluster: form one.</summary>
    public sealed record Form : BootstrapStep;

    /// <summary>Join the cluster of these.</summary>
    public sealed record Join(ImmutableArray<string> Seeds) : BootstrapStep;

    /// <summary>Look again soon.</summary>
    /// <param name="Why">What is not known yet.</param>
    public sealed record Wait(string Why) : BootstrapStep;
}
