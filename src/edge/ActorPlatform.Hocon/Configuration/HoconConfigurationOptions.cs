namespace ActorPlatform.Hocon.Configuration;

/// <summary>How a HOCON tree becomes flat configuration keys.</summary>
public sealed record HoconConfigurationOptions
{
    /// <summary>The defaults: all keys are options, <c>akka</c> is kept whole.</summary>
    public static HoconConfigurationOptions Default { get; } = new();

    /// <summary>Limits and environment of reading.</summary>
    public HoconReadOptions Read { get; init; } = HoconReadOptions.Default;

    /// <summary>
    /// Paths whose keys are named by users, so that their dashes stay: <c>actorplatform.clusters.*</c> for the names of
    /// clusters, <c>actorplatform.clusters.*.flink-config.**</c> for all keys below. <c>*</c> is one key, <c>**</c> one or more.
    /// </summary>
    /// <remarks><see cref="HoconMapPaths.Of"/> derives them from an options type.</remarks>
    public IReadOnlyList<string> MapPaths { get; init; } = [];

    /// <summary>Top-level keys that make no flat keys; <see cref="HoconConfiguration.ReadHocon"/> gives them as a tree.</summary>
    public IReadOnlyList<string> TreeKeys { get; init; } = ["akka"];
}
