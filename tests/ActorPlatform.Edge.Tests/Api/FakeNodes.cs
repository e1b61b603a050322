using System.Collections.Immutable;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Edge.Tests.Api;

/// <summary>Nodes in memory.</summary>
internal sealed class FakeNodes : INodes
{
    public static readonly NodeReport Report = new("1.0.0+abcdef012", 43, 1207, TimeSpan.FromMilliseconds(3812), new NodeWrites(77, TimeSpan.FromMilliseconds(4.216), TimeSpan.FromMilliseconds(17.8)));
    private static readonly DateTimeOffset s_start = new(2026, 1, 2, 3, 0, 0, TimeSpan.Zero);

    /// <summary>What the list answers; the next one after each reading, the last one for ever.</summary>
    public Queue<ImmutableArray<NodeSight>> Next { get; } = new();

    public ImmutableArray<NodeSight> All { get; set; } =
    [
        Of("n1", 41, NodeState.Up, Report) with { IsSelf = true },
        Of("n2", 42, NodeState.Up, null),
        Of("n3", 40, NodeState.Gone, null) with { Why = "Its row was not renewed for 4.3 s.", FencedBy = 41 },
    ];

    public List<NodeDrainRequest> Drained { get; } = [];

    public Exception? Fault { get; set; }

    public static NodeSight Of(string name, long incarnation, NodeState state, NodeReport? report) =>
        new(name, incarnation, $"akka.tcp://actorplatform@10.0.0.{incarnation}:7070", state, false, s_start, s_start.AddSeconds(incarnation), null, null, report);

    public Task<ImmutableArray<NodeSight>> ListAsync(CancellationToken cancellationToken)
    {
        if (Fault is { } fault)
            throw fault;
        if (Next.TryDequeue(out var next))
            All = next;
        return Task.FromResult(All);
    }

    public Task<NodeDrain> DrainAsync(NodeDrainRequest request, CancellationToken cancellationToken)
    {
        if (Fault is { } fault)
            throw fault;
        var node = All.FirstOrDefault(each => each.Name == request.Name && each.IsLiving);
        if (node is null)
            return Task.FromResult<NodeDrain>(new NodeDrain.Rejected(new Rejection("node.not-found", RejectionKind.NotFound, $"There is no living node '{request.Name}'; there are: n1, n2.")));
        if (node.Name == "n1" && !request.Force)
            return Task.FromResult<NodeDrain>(new NodeDrain.Rejected(new Rejection("node.last", RejectionKind.Conflict, "No other node is up.")));
        Drained.Add(request);
        return Task.FromResult<NodeDrain>(new NodeDrain.Accepted(node with { State = NodeState.Draining }));
    }
}
