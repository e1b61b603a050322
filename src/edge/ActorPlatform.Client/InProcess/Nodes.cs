using ActorPlatform.Client.Model;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Client.InProcess;

/// <summary>What the engine knows of a node, as this client shows it.</summary>
internal static class Nodes
{
    public static Node Of(NodeSight sight) => new()
    {
        Name = sight.Name,
        Incarnation = sight.Incarnation,
        Address = sight.Address,
        State = EnumNames.Of(sight.State),
        Self = sight.IsSelf,
        StartedAt = sight.StartedAt,
        RenewedAt = sight.RenewedAt,
        Why = sight.Why,
        FencedBy = sight.FencedBy,
        Answers = sight.IsLiving ? sight.Report is not null : null,
        Version = sight.Report?.Version,
        Shards = sight.Report?.Shards,
        Entities = sight.Report?.Entities,
        ActDeadlineMs = sight.Report is { } report ? (long)report.MayActFor.TotalMilliseconds : null,
        Persist = sight.Report?.Persist is { } writes ? new NodePersist(writes.Writes, Math.Round(writes.Median.TotalMilliseconds, 2), Math.Round(writes.Percentile99.TotalMilliseconds, 2)) : null,
    };
}
