using System.Collections.Immutable;
using System.Globalization;
using ActorPlatform.Actors.Nodes;
using ActorPlatform.Actors.Storage.Nodes;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Actors.Jobs.Facade;

/// <summary>The nodes: their rows, and what each says of itself. A node that does not answer is shown by its row alone.</summary>
/// <param name="read">Reads the rows.</param>
internal sealed class NodeFacade(Func<CancellationToken, Task<ImmutableArray<NodeRow>>> read, INodePeers peers) : INodes
{
    private const int MostGone = 20;

    public async Task<ImmutableArray<NodeSight>> ListAsync(CancellationToken cancellationToken) => [.. (await ReadAsync(cancellationToken)).Select(node => node.Sight)];

    public async Task<NodeDrain> DrainAsync(NodeDrainRequest request, CancellationToken cancellationToken)
    {
        var living = (await ReadAsync(cancellationToken)).Where(node => node.Sight.IsLiving).ToImmutableArray();
        var meant = living.Where(node => node.Sight.Name == request.Name || node.Row.Incarnation.ToString(CultureInfo.InvariantCulture) == request.Name).ToImmutableArray();
        if (Refuse(request, meant, living) is { } refusal)
            return new NodeDrain.Rejected(refusal);
        var (row, sight) = meant[0];
        if (sight.State != NodeState.Draining && !await peers.DrainAsync(row, request.By, cancellationToken))
            throw new JobUnavailableException($"The node {sight.Name} did not answer within seconds, and whether it drains is not known: the list of nodes will say. Asking again is safe.");
        return new NodeDrain.Accepted(sight with { State = NodeState.Draining });
    }

    private static Rejection? Refuse(NodeDrainRequest request, ImmutableArray<Found> meant, ImmutableArray<Found> living)
    {
        if (meant.IsEmpty)
            return new Rejection("node.not-found", RejectionKind.NotFound, $"There is no living node '{request.Name}'; there are: {string.Join(", ", living.Select(node => node.Sight.Name).Distinct())}.");
        if (meant.Length > 1)
        {
            var which = string.Join(", ", meant.Select(node => $"{node.Row.Incarnation} at {node.Row.Address}"));
            return new Rejection("node.name-ambiguous", RejectionKind.Conflict, $"{meant.Length} nodes have the name '{request.Name}': {which}. Nothing was done; name the incarnation, and give each its own actorplatform.node.name.");
        }

        // One that does not answer may be dead: who counted on it would leave nobody.
        var others = living.Where(node => node.Row.Incarnation != meant[0].Row.Incarnation && node.Sight is { State: NodeState.Up, Report: not null });
        return request.Force || meant[0].Sight.State == NodeState.Draining || others.Any()
            ? null
            : new Rejection("node.last", RejectionKind.Conflict, $"No other node is up and answers: nobody would look after the jobs when {request.Name} is gone. Nothing was done; start another node first, or force it.");
    }

    private async Task<ImmutableArray<Found>> ReadAsync(CancellationToken cancellationToken)
    {
        var all = await Jobs.GuardAsync(() => read(cancellationToken));
        var shown = all.Where(row => !row.Gone).OrderBy(row => row.Name, StringComparer.Ordinal).ThenBy(row => row.Incarnation)
            .Concat(all.Where(row => row.Gone).OrderByDescending(row => row.Incarnation).Take(MostGone));
        return [.. await Task.WhenAll(shown.Select(row => LookAsync(row, cancellationToken)))];
    }

    private async Task<Found> LookAsync(NodeRow row, CancellationToken cancellationToken)
    {
        var status = row.Gone || row.Fenced ? null : await peers.AskAsync(row, cancellationToken);
        var report = status is null ? null : new NodeReport(status.Version, status.Shards, status.Entities, status.MayActFor, WritesOf(status.Persist));
        return new Found(row, new NodeSight(row.Name, row.Incarnation, row.Address, StateOf(row, status), peers.IsSelf(row), row.StartedAt, row.RenewedAt, row.FencedWhy, row.FencedBy, report));
    }

    private NodeState StateOf(NodeRow row, NodeStatus? status) => row switch
    {
        { Gone: true } => NodeState.Gone,
        { Fenced: true } => NodeState.Fenced,
        _ when status is { IsDraining: true } || peers.IsLeaving(row) => NodeState.Draining,
        { Joined: false } => NodeState.Joining,
        _ => NodeState.Up,
    };

    private static NodeWrites? WritesOf(PersistTimes? times) => times is null ? null : new NodeWrites(times.Writes, times.Median, times.Percentile99);

    private sealed record Found(NodeRow Row, NodeSight Sight);
}
