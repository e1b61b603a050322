using System.Collections.Concurrent;
using ActorPlatform.Jobs;
using Akka.Actor;

namespace ActorPlatform.Actors.Jobs.RunMonitors;

/// <summary>The monitors that live on this node, by job. Thread safe.</summary>
internal sealed class MonitorRegistry
{
    private readonly ConcurrentDictionary<JobId, IActorRef> _monitors = [];

    public void Add(JobId job, IActorRef monitor) => _monitors[job] = monitor;

    /// <summary>Removes a monitor, unless a newer one of the same job has taken its place.</summary>
    public void Remove(JobId job, IActorRef monitor) => _monitors.TryRemove(KeyValuePair.Create(job, monitor));

    public IActorRef? Find(JobId job) => _monitors.GetValueOrDefault(job);
}
