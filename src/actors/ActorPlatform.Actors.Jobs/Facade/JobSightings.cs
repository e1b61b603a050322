using System.Collections.Immutable;
using ActorPlatform.Actors.Jobs.Observers;
using ActorPlatform.Actors.Jobs.RunMonitors;
using ActorPlatform.Actors.Jobs.Sights;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Ports;
using Akka.Actor;

namespace ActorPlatform.Actors.Jobs.Facade;

/// <summary>What is visible now, and looking again.</summary>
internal sealed class JobSightings(IClusters clusters, ClusterSights sights, MonitorRegistry monitors, Lookers lookers)
{
    public ClusterSights Sights => sights;

    /// <summary>Looks at a job's cluster and at its run now, at most the given time; who does not answer by then is seen as before.</summary>
    public async Task RefreshAsync(string cluster, JobId job, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var run = monitors.Find(job) is { } monitor
            ? LookAsync(monitor, RunMonitor.LookNow.Instance, atMost, cancellationToken)
            : LookAsync(lookers.Elsewhere(), new RunSightsActor.LookElsewhere(job), atMost, cancellationToken);
        await Task.WhenAll(LookAsync(lookers.Observers(), new ClusterObservers.Refresh(cluster), atMost, cancellationToken), run);
    }

    /// <summary>A part of a run's log from its cluster; null when there is none.</summary>
    public async Task<LogPart?> ReadLogAsync(JobState state, int number, LogRequest request, CancellationToken cancellationToken)
    {
        if (state.Runs.FirstOrDefault(r => r.Number == number) is not { Application: { } application } run || clusters.Find(run.Cluster) is not { } cluster)
            return null;
        var address = new RunAddress(state.Id, run.Number, application, run.FlinkJob, run.RestAddress, state.EffectiveSpec!.FlinkVersion);
        try
        {
            return await cluster.FetchLogAsync(address, request, cancellationToken);
        }
        catch (ClusterUnreachableException exception)
        {
            throw new JobUnavailableException($"The cluster {cluster.Name} does not give the log: {exception.Message} Ask again.", exception);
        }
    }

    /// <summary>Puts an artifact on every cluster, one after the other: the names of those that have it.</summary>
    public async Task<ImmutableArray<string>> PutArtifactAsync(string name, Func<Stream> content, CancellationToken cancellationToken)
    {
        var (placed, missing) = (ImmutableArray.CreateBuilder<string>(), new List<string>());
        foreach (var cluster in clusters.Names.Select(clusters.Find).OfType<ICluster>())
            try
            {
                await cluster.PutArtifactAsync(name, content, cancellationToken);
                placed.Add(cluster.Name);
            }
            catch (ClusterUnreachableException exception)
            {
                missing.Add($"{cluster.Name} ({exception.Message})");
            }

        return missing.Count == 0
            ? placed.ToImmutable()
            : throw new JobUnavailableException($"{name} is not on {string.Join(", ", missing)}; it is on: {(placed.Count == 0 ? "none" : string.Join(", ", placed))}. Send it again.");
    }

    public ImmutableArray<ClusterSight> Clusters() => [.. clusters.Names.Select(clusters.Find).OfType<ICluster>().Select(View)];

    private ClusterSight View(ICluster cluster)
    {
        var view = sights.Find(cluster.Name);
        return new ClusterSight(cluster.Name, cluster.Kind, sights.Of(cluster.Name), view.Capacity, view.RunsSeen, cluster.Traffic) { CapacityReadAt = view.CapacityReadAt };
    }

    private static async Task LookAsync(IActorRef looker, object ask, TimeSpan atMost, CancellationToken cancellationToken)
    {
        try
        {
            await looker.Ask<Looked>(ask, atMost, cancellationToken);
        }
        catch (AskTimeoutException)
        {
            // Bounded by the caller: the visibility in the answer says what could not be seen.
        }
    }
}

/// <summary>Who looks again: asked at each call, because they start after whoever holds this.</summary>
/// <param name="Observers">This node's observers of the clusters.</param>
/// <param name="Elsewhere">The way to the monitors of the other nodes.</param>
internal sealed record Lookers(Func<IActorRef> Observers, Func<IActorRef> Elsewhere);
