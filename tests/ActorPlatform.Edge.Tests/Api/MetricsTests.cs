using System.Collections.Immutable;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Edge.Tests.Api;

/// <summary>What the facade adds to the metrics, in the text of Prometheus.</summary>
[Collection(nameof(Alone))]
public sealed class MetricsTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Metrics_OfAClusterThatIsAway_ShowItsVisibilityBreakersAndRequests()
    {
        host.Jobs.Clusters = [Cluster("m1", Visibility.Unreachable, requests: 42, "OPEN", "OPEN", "CLOSED")];

        var lines = (await host.Client.GetStringAsync("/metrics")).Split('\n');

        lines.ShouldContain("""actorplatform_cluster_visibility{cluster="m1",visibility="UNREACHABLE"} 1""");
        lines.ShouldContain("""actorplatform_cluster_visibility{cluster="m1",visibility="SEEN"} 0""");
        lines.ShouldContain("""actorplatform_cluster_breakers{cluster="m1",state="OPEN"} 2""");
        lines.ShouldContain("""actorplatform_cluster_requests_total{cluster="m1"} 42""");
        lines.ShouldContain("actorplatform_event_streams{} 0");
    }

    [Fact]
    public async Task Metrics_WhenTheJobsCannotBeRead_AreAnsweredAllTheSame()
    {
        host.Jobs.ClustersFault = new JobUnavailableException("The storage does not answer.");
        try
        {
            using var answer = await host.Client.GetAsync("/metrics");

            answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
            (await answer.Content.ReadAsStringAsync()).ShouldContain("dotnet_gc_collections_total");
        }
        finally
        {
            host.Jobs.ClustersFault = null;
        }
    }

    [SkippableFact]
    public async Task Metrics_ByThePromtool_AreAccepted()
    {
        host.Jobs.Clusters = [Cluster("m2", Visibility.Seen, requests: 1, "CLOSED")];
        await host.GetAsync("/api/v1/jobs");

        var (code, text) = await Promtool.CheckAsync(await host.Client.GetStringAsync("/metrics"));

        (code, text).ShouldBe((0, ""));
    }

    [SkippableFact]
    public async Task Promtool_OfMetricsWithAFlaw_FindsIt()
    {
        var (code, text) = await Promtool.CheckAsync("# TYPE jobs_count gauge\njobs_count 1\n");

        code.ShouldNotBe(0);
        text.ShouldContain("jobs_count");
    }

    private static ClusterSight Cluster(string name, Visibility visibility, long requests, params ImmutableArray<string> breakers) => new(
        name, "yarn", new Sight(visibility, null, null), null, 0, new ClusterTraffic(1, breakers.Select((state, i) => (state, i)).ToDictionary(b => $"http://{b.i}", b => b.state)) { Requests = requests });
}
