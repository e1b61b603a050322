using ActorPlatform.Actors.Jobs.Effects;
using ActorPlatform.Actors.Jobs.Settings;
using ActorPlatform.Actors.Jobs.Sights;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Actors.Jobs.Observers;

/// <summary>What every cluster observer works with.</summary>
internal sealed class ObserverTools(ClusterSights sights, IJobMailbox mailbox, IActDeadline deadline, ObserverOptions options, Surroundings surroundings)
{
    public ClusterSights Sights => sights;

    public IJobMailbox Mailbox => mailbox;

    public ObserverOptions Options => options;

    public ILogger Log => surroundings.Log;

    public TimeProvider Time => surroundings.Time;

    public DateTimeOffset Now => surroundings.Time.GetUtcNow();

    public bool MayAct => deadline.MayAct;

    /// <summary>Whether it is this node that tells a job what is seen of it: every node looks at every cluster, one of them speaks.</summary>
    public bool Tells(JobId job) => surroundings.Tells(job.Value);

    /// <summary>Spread over an interval: the nodes of a cluster start together.</summary>
    public TimeSpan FirstPause() => surroundings.Entropy.Share(options.Every);

    public TimeSpan Pause(TimeSpan pause) => surroundings.Entropy.Jitter(pause, options.Jitter);
}

/// <summary>Clock, chance and log, and the other nodes.</summary>
internal sealed record Surroundings(TimeProvider Time, Entropy Entropy, ILogger Log)
{
    /// <summary>The node's share of the entities; all of them where it is the only one.</summary>
    public Func<string, bool> Tells { get; init; } = static _ => true;
}
