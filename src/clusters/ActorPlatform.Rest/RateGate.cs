using System.Threading.RateLimiting;

namespace ActorPlatform.Rest;

/// <summary>The token buckets of a cluster, one per lane, each with a bounded queue.</summary>
internal sealed class RateGate(RestLimits limits) : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);
    private readonly TokenBucketRateLimiter _control = Bucket(limits.ControlRate, limits.QueueLimit);
    private readonly TokenBucketRateLimiter _jobManagers = Bucket(limits.JobManagerRate, limits.QueueLimit);

    /// <summary>Waits for a token.</summary>
    /// <exception cref="RestFaultException">The queue is full.</exception>
    public async ValueTask PassAsync(RestCall call, CancellationToken cancellationToken)
    {
        using var lease = await (call.Lane == RestLane.Control ? _control : _jobManagers).AcquireAsync(1, cancellationToken);
        if (!lease.IsAcquired)
            throw new RestFaultException(
                RestFault.RateExceeded,
                call.Endpoint,
                $"{call.Describe()} was not sent: more than {limits.QueueLimit} requests to this cluster already wait.");
    }

    public void Dispose()
    {
        _control.Dispose();
        _jobManagers.Dispose();
    }

    private static TokenBucketRateLimiter Bucket(int perSecond, int queue)
    {
        var perPeriod = Math.Max(1, (int)(perSecond * Period.TotalSeconds));
        return new TokenBucketRateLimiter(
            new TokenBucketRateLimiterOptions
            {
                TokenLimit = Math.Max(1, perSecond),
                TokensPerPeriod = perPeriod,
                ReplenishmentPeriod = Period * (perPeriod / Math.Max(0.1, perSecond * Period.TotalSeconds)),
                QueueLimit = queue,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
                AutoReplenishment = true,
            });
    }
}
