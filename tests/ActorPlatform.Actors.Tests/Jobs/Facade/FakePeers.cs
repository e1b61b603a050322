using System.Collections.Immutable;
using ActorPlatform.Actors.Nodes;
using ActorPlatform.Actors.Storage.Nodes;

namespace ActorPlatform.Actors.Tests.Jobs.Facade;

/// <summary>Nodes that answer as they are told to.</summary>
internal sealed class FakePeers : INodePeers
{
    public Dictionary<long, NodeStatus> Statuses { get; } = [];

    public HashSet<long> Leaving { get; } = [];

    public ImmutableArray<(long Incarnation, string? By)> Drained { get; private set; } = [];

    public bool IsSelf(NodeRow row) => row.Incarnation == 1;

    public bool IsLeaving(NodeRow row) => Leaving.Contains(row.Incarnation);

    public Task<NodeStatus?> AskAsync(NodeRow row, CancellationToken cancellationToken)
    {
        (row.Gone || row.Fenced).ShouldBeFalse("who lives no more is not asked");
        return Task.FromResult(Statuses.GetValueOrDefault(row.Incarnation));
    }

    public Task<bool> DrainAsync(NodeRow row, string? by, CancellationToken cancellationToken)
    {
        Drained = Drained.Add((row.Incarnation, by));
        return Task.FromResult(Statuses.ContainsKey(row.Incarnation));
    }
}
