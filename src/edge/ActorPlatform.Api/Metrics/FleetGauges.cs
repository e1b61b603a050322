using System.Diagnostics.Metrics;
using ActorPlatform.Api.Commands;
using ActorPlatform.Api.Endpoints;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Api.Metrics;

/// <summary>What is asked for when somebody scrapes: clusters as they are seen now, and who holds on to this node. Meter <c>ActorPlatform.Api</c>.</summary>
internal sealed class FleetGauges : IDisposable
{
    public const string Name = "ActorPlatform.Api";

    private static readonly string[] s_breakers = ["CLOSED", "OPEN", "HALF_OPEN"];

    private readonly Meter _meter = new(Name);
    private readonly IJobs _jobs;
    private IReadOnlyList<ClusterSight> _clusters = [];

    public FleetGauges(IJobs jobs, EventEndpoints streams, HeldRequests held)
    {
        _jobs = jobs;
        _meter.CreateObservableGauge("actorplatform.event.streams", () => streams.Open, null, "Streams of /events that are open.");
        _meter.CreateObservableGauge("actorplatform.requests.held", () => held.Count, null, "Requests that are held by ?wait=.");
        _meter.CreateObservableCounter("actorplatform.cluster.requests", () => Each(c => c.Traffic.Requests), null, "Requests to a cluster: ResourceManagers, HDFS and JobManagers.");
        _meter.CreateObservableGauge("actorplatform.cluster.runs", () => Each(c => c.RunsSeen), null, "Applications of this installation alive at the last look.");
        _meter.CreateObservableGauge("actorplatform.cluster.visibility", Visibilities, null, "1 for the visibility that a cluster has now.");
        _meter.CreateObservableGauge("actorplatform.cluster.breakers", Breakers, null, "Endpoints of a cluster by the state of their breaker; those of JobManagers only while they are not closed.");
    }

    /// <summary>Looks again; what cannot be read stays as it was.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken) => _clusters = await _jobs.ListClustersAsync(cancellationToken);

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<long>> Each(Func<ClusterSight, long> measure) => _clusters.Select(c => new Measurement<long>(measure(c), Cluster(c)));

    private IEnumerable<Measurement<long>> Visibilities() =>
        from cluster in _clusters
        from visibility in Enum.GetValues<Visibility>()
        select new Measurement<long>(cluster.Sight.Visibility == visibility ? 1 : 0, Cluster(cluster), new("visibility", EnumNames.Of(visibility)));

    private IEnumerable<Measurement<long>> Breakers() =>
        from cluster in _clusters
        from state in s_breakers
        select new Measurement<long>(cluster.Traffic.Breakers.Values.LongCount(b => b == state), Cluster(cluster), new("state", state));

    private static KeyValuePair<string, object?> Cluster(ClusterSight cluster) => new("cluster", cluster.Name);
}
