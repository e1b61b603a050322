using ActorPlatform.Actors.Jobs.Effects;
using ActorPlatform.Actors.Jobs.Settings;
using ActorPlatform.Actors.Jobs.Sights;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Actors.Jobs.RunMonitors;

/// <summary>What every run monitor works with.</summary>
internal sealed class MonitorTools(IClusters clusters, ClusterSights sights, IActDeadline deadline, MonitorOptions options, Entropy entropy, TimeProvider time)
{
    private readonly PaceRange _range = new(options.Fast, options.Slow, options.Jitter);

    public ClusterSights Sights => sights;

    public MonitorRegistry Monitors { get; } = new();

    public MonitorOptions Options => options;

    public TimeProvider Time => time;

    public DateTimeOffset Now => time.GetUtcNow();

    public bool MayAct => deadline.MayAct;

    public Pacing Pace() => new(_range, entropy);

    /// <summary>Spread over a whole interval: after a start all monitors begin at once.</summary>
    public TimeSpan FirstPause() => entropy.Share(options.Fast);

    public TimeSpan Pause(TimeSpan pause) => entropy.Jitter(pause, options.Jitter);

    /// <summary>The cluster of a run.</summary>
    /// <exception cref="ClusterUnreachableException">It is not configured on this node.</exception>
    public ICluster Cluster(string name) =>
        clusters.Find(name) ?? throw new ClusterUnreachableException(name, $"The cluster {name} is not configured on this node.", notSent: true);
}
