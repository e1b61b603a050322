using System.Net.Sockets;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Ports;
using Polly.CircuitBreaker;
using RestSharp;

namespace ActorPlatform.Rest;

/// <summary>Everything that leaves this process towards one cluster: one connection pool, breakers, token buckets, limits. Thread safe.</summary>
/// <remarks>From the outside in: breaker, token bucket, time limit, RestSharp, size limit, the right to act, sockets.</remarks>
public sealed class RestPipe : IDisposable
{
    private readonly RestLimits _limits;
    private readonly IActDeadline _deadline;
    private readonly TimeProvider _time;
    private readonly BreakerBook _breakers;
    private readonly RateGate _rates;
    private readonly TrafficMeter _meter;
    private readonly RestClient _client;

    /// <summary>Makes the pipe of one cluster.</summary>
    public RestPipe(RestLimits limits, IActDeadline deadline, TimeProvider time)
    {
        _limits = limits;
        _deadline = deadline;
        _time = time;
        _breakers = new BreakerBook(limits, time);
        _rates = new RateGate(limits);
        _meter = new TrafficMeter(time);
        var handler = new ResponseLimitHandler(limits.MaxResponseBytes, new ActDeadlineHandler(deadline, Sockets(limits, deadline)));
        var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _client = new RestClient(
            http,
            new RestClientOptions
            {
                FollowRedirects = false,
                Timeout = Timeout.InfiniteTimeSpan,
                SetErrorExceptionOnUnsuccessfulStatusCode = false,
                UserAgent = limits.UserAgent,
            },
            disposeHttpClient: true);
    }

    /// <summary>Counters, and the states of the named endpoints' breakers and of every other one that is not closed.</summary>
    public ClusterTraffic Traffic(IReadOnlyCollection<string> endpoints) => new(_meter.PerSecond, _breakers.States(endpoints)) { Requests = _meter.Total };

    /// <summary>Sends one request once.</summary>
    /// <exception cref="RestFaultException">No usable answer.</exception>
    public async Task<RestAnswer> SendAsync(RestCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await _breakers
                .For(call.Endpoint)
                .ExecuteAsync(
                    static async (state, token) => await state.Pipe.PassAsync(state.Call, token),
                    (Pipe: this, Call: call),
                    cancellationToken);
        }
        catch (BrokenCircuitException e)
        {
            throw new RestFaultException(
                RestFault.BreakerOpen,
                call.Endpoint,
                $"{call.Describe()} was not sent: {call.Endpoint} failed {_limits.BreakerFaults} times and rests for {_limits.BreakerPause.TotalSeconds:0.#} s.",
                e);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _client.Dispose();
        _rates.Dispose();
    }

    private static SocketsHttpHandler Sockets(RestLimits limits, IActDeadline deadline) =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = limits.ConnectTimeout,
            MaxConnectionsPerServer = limits.ConnectionsPerEndpoint,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            PlaintextStreamFilter = (context, _) => ValueTask.FromResult<Stream>(new ActDeadlineStream(context.PlaintextStream, deadline)),
        };

    private async ValueTask<RestAnswer> PassAsync(RestCall call, CancellationToken cancellationToken)
    {
        await _rates.PassAsync(call, cancellationToken);
        using var late = new CancellationTokenSource(call.Within ?? _limits.CallTimeout, _time);
        // The right as it stands before the call: the body is read after the innermost handler has let go of it.
        var lost = _deadline.Lost;
        using var any = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token, lost);
        _meter.Count();
        Exception? error;
        try
        {
            var body = new BodyReader(call);
            var response = await _client.ExecuteAsync(RestRequests.From(call, body), any.Token);
            error = response.ErrorException;
            if (error is null && (int)response.StatusCode > 0)
                return RestRequests.Answer(call, response, body);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or SocketException)
        {
            error = e;
        }

        cancellationToken.ThrowIfCancellationRequested();
        throw RestFaults.From(call, error, late.IsCancellationRequested, lost.IsCancellationRequested, call.Within ?? _limits.CallTimeout);
    }
}
