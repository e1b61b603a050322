using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Api.Wire;

/// <summary>A start of a node of the engine.</summary>
/// <param name="Name">Its name in its configuration; the machine's where it has none.</param>
/// <param name="Incarnation">The number of this start: higher than any before, of all nodes.</param>
/// <param name="Address">Where other nodes reach it.</param>
/// <param name="Self">Whether it is the one that answers this.</param>
/// <param name="RenewedAt">Its last sign of life, by the database's clock.</param>
/// <param name="Why">Why it was fenced, or ended.</param>
/// <param name="FencedBy">The incarnation that fenced it; left out when it ended by itself.</param>
/// <param name="Answers">Whether it says something of itself; left out once it lives no more. When false it did not answer within seconds, and what only it knows is left out.</param>
/// <param name="Version">Of its program.</param>
/// <param name="Shards">The parts of all jobs that are its own.</param>
/// <param name="Entities">Jobs and batches in its memory.</param>
/// <param name="ActDeadlineMs">For how many milliseconds it may act without another renewal; 0: not just now.</param>
/// <param name="Persist">How long its writes of the last minute took; left out when there were none.</param>
internal sealed record NodeBody(
    string Name, long Incarnation, string Address, string State, bool Self, DateTimeOffset StartedAt, DateTimeOffset RenewedAt, string? Why, long? FencedBy, bool? Answers, string? Version, int? Shards,
    int? Entities, long? ActDeadlineMs, NodePersistBody? Persist)
{
    public static NodeBody Of(NodeSight sight) => new(
        sight.Name,
        sight.Incarnation,
        sight.Address,
        EnumNames.Of(sight.State),
        sight.IsSelf,
        sight.StartedAt,
        sight.RenewedAt,
        sight.Why,
        sight.FencedBy,
        sight.IsLiving ? sight.Report is not null : null,
        sight.Report?.Version,
        sight.Report?.Shards,
        sight.Report?.Entities,
        sight.Report is { } report ? (long)report.MayActFor.TotalMilliseconds : null,
        sight.Report?.Persist is { } writes ? NodePersistBody.Of(writes) : null);
}

/// <summary>How long a node's writes took until they were durable.</summary>
/// <param name="Writes">How many are meant: those of the last minute, the newest 1024 at most.</param>
/// <param name="P50Ms">Half of them took no longer, in milliseconds.</param>
/// <param name="P99Ms">99 of 100 took no longer, in milliseconds.</param>
internal sealed record NodePersistBody(int Writes, double P50Ms, double P99Ms)
{
    public static NodePersistBody Of(NodeWrites writes) => new(writes.Writes, Math.Round(writes.Median.TotalMilliseconds, 2), Math.Round(writes.Percentile99.TotalMilliseconds, 2));
}
