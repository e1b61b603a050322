using ActorPlatform.Actors.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ActorPlatform.Hosting.Engine;

/// <summary>Ready only while the database answers.</summary>
internal sealed class StorageCheck(IStorage storage) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await storage.PingAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy($"The database does not answer: {exception.Message}", exception);
        }
    }
}
