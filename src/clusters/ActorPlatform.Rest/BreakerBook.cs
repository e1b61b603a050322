using Polly;
using Polly.CircuitBreaker;

namespace ActorPlatform.Rest;

/// <summary>One breaker per endpoint: a dead endpoint costs one probe per pause, not one time-out per job.</summary>
internal sealed class BreakerBook(RestLimits limits, TimeProvider time)
{
    private const int ShownAtMost = 100;
    private readonly LruCache<string, Breaker> _breakers = new(limits.MaxEndpoints, lifetime: null, time);

    public ResiliencePipeline For(string endpoint) => _breakers.GetOrAdd(endpoint, _ => Build()).Pipeline;

    /// <summary>States by endpoint: of the named ones always, of others only when they are not closed.</summary>
    public IReadOnlyDictionary<string, string> States(IReadOnlyCollection<string> always)
    {
        var states = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var endpoint in always)
            states[endpoint] = "CLOSED";
        foreach (var (endpoint, breaker) in _breakers.Snapshot())
        {
            var state = Name(breaker.State.CircuitState);
            if (states.ContainsKey(endpoint) || (state != "CLOSED" && states.Count < ShownAtMost))
                states[endpoint] = state;
        }

        return states;
    }

    private static string Name(CircuitState state) =>
        state switch
        {
            CircuitState.Closed => "CLOSED",
            CircuitState.HalfOpen => "HALF_OPEN",
            _ => "OPEN",
        };

    private Breaker Build()
    {
        var state = new CircuitBreakerStateProvider();
        var pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(
                new CircuitBreakerStrategyOptions
                {
                    FailureRatio = 0.9,
                    MinimumThroughput = limits.BreakerFaults,
                    SamplingDuration = limits.BreakerWindow,
                    BreakDuration = limits.BreakerPause,
                    StateProvider = state,
                    ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is RestFaultException { CountsAgainstEndpoint: true }),
                })
            .Build();
        return new Breaker(pipeline, state);
    }

    private sealed record Breaker(ResiliencePipeline Pipeline, CircuitBreakerStateProvider State);
}
