using ActorPlatform.Actors.Nodes;
using Akka.Actor;
using Akka.Cluster;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ActorPlatform.Hosting.Engine;

/// <summary>Ready only while the node is a member in full right, and stays one.</summary>
/// <remarks>The check that Akka.Hosting has for this knows only whether a node has joined: one that leaves is healthy to it.</remarks>
internal sealed class MemberCheck(ActorSystem system, NodeFacts facts) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult((Cluster.Get(system).SelfMember.Status, facts.IsEnding) switch
    {
        (MemberStatus.Up, false) => HealthCheckResult.Healthy(),
        (_, true) => HealthCheckResult.Unhealthy("The node leaves: it hands its jobs over and ends."),
        var (status, _) => HealthCheckResult.Unhealthy($"The node is no member of the cluster in full right: {status}."),
    });
}
