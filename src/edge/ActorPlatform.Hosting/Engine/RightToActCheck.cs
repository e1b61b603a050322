using ActorPlatform.Behaviors;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ActorPlatform.Hosting.Engine;

/// <summary>Ready only while the node may act.</summary>
internal sealed class RightToActCheck(IActDeadline right) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(right.MayAct
        ? HealthCheckResult.Healthy()
        : HealthCheckResult.Unhealthy("The node has no right to act just now: its row was not renewed in time."));
}
