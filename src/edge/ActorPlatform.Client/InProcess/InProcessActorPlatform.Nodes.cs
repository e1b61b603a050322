using ActorPlatform.Client.Model;
using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Client.InProcess;

public sealed partial class InProcessActorPlatform
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<Node>> ListNodesAsync(CancellationToken cancellationToken = default) => [.. (await ReadAsync(() => jobs.Nodes.ListAsync(cancellationToken))).Select(Nodes.Of)];

    /// <inheritdoc />
    public async Task<Node> DrainNodeAsync(string name, bool force = false, CancellationToken cancellationToken = default) =>
        await ReadAsync(() => jobs.Nodes.DrainAsync(new NodeDrainRequest(name, force, by ?? "in-process"), cancellationToken)) switch
        {
            NodeDrain.Accepted accepted => Nodes.Of(accepted.Node),
            NodeDrain.Rejected rejected => throw InProcessErrors.Of(new Answer.Rejected(rejected.Reason)),
            var other => throw new InvalidOperationException($"{other} is no outcome of a drain."),
        };
}
