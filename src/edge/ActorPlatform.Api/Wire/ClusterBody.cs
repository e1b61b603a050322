using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Api.Wire;

/// <summary>A cluster as it is seen now.</summary>
/// <param name="CapacityReadAt">When the capacity was told: it stands as it was while the ResourceManager does not answer.</param>
/// <param name="Running">Applications of ours alive at the last look.</param>
/// <param name="Breakers">The state of each endpoint's breaker.</param>
internal sealed record ClusterBody(
    string Name, string Kind, string Visibility, DateTimeOffset? VisibilitySince, string? VisibilityReason, ClusterCapacity? Capacity, DateTimeOffset? CapacityReadAt, int Running, double PollsPerSecond,
    IReadOnlyDictionary<string, string> Breakers)
{
    public static ClusterBody Of(ClusterSight sight) => new(
        sight.Name,
        sight.Kind.ToUpperInvariant(),
        EnumNames.Of(sight.Sight.Visibility),
        sight.Sight.Since,
        sight.Sight.Why,
        sight.Capacity,
        sight.CapacityReadAt,
        sight.RunsSeen,
        Math.Round(sight.Traffic.PollsPerSecond, 2),
        sight.Traffic.Breakers);
}
