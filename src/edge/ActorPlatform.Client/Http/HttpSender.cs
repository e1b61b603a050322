using System.Net;
using System.Text.Json.Serialization.Metadata;
using System.Text.Json;
using Polly;
using Polly.Retry;

namespace ActorPlatform.Client.Http;

/// <summary>Sends a request until it is answered: the same key makes repetitions safe.</summary>
internal sealed class HttpSender
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(5);
    private static readonly ResiliencePropertyKey<long> s_start = new("start");
    private readonly HttpClient _http;
    private readonly ActorPlatformHttpOptions _options;
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;

    public HttpSender(HttpClient http, ActorPlatformHttpOptions options)
    {
        (_http, _options) = (http, options);
        _pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = options.Time }.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            ShouldHandle = arguments => ValueTask.FromResult(ShouldRepeat(arguments)),
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = options.Pause,
            MaxDelay = s_longestPause,
            DelayGenerator = arguments => ValueTask.FromResult(arguments.Outcome.Result?.Headers.RetryAfter?.Delta),
            OnRetry = arguments =>
            {
                options.Repeating?.Invoke(Why(arguments.Outcome));
                arguments.Outcome.Result?.Dispose();
                return default;
            },
        }).Build();
    }

    /// <summary>Sends, and reads the answer.</summary>
    public async Task<T> SendAsync<T>(Call call, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(call, cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        try
        {
            return JsonSerializer.Deserialize(body, type) ?? throw new JsonException("The answer is null.");
        }
        catch (JsonException failure)
        {
            throw new ActorPlatformException("answer.unreadable", $"{_http.BaseAddress} answered what this client cannot read: {failure.Message} Is it an ActorPlatform of version 1 of the API?", failure);
        }
    }

    /// <summary>Sends; the caller disposes of the answer, which is a success.</summary>
    /// <exception cref="ActorPlatformException">Any other answer, or none.</exception>
    public async Task<HttpResponseMessage> SendAsync(Call call, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(s_start, _options.Time.GetTimestamp());
        try
        {
            var response = await _pipeline.ExecuteAsync(async each => await TryAsync(call, each.CancellationToken), context);
            if (response.IsSuccessStatusCode)
                return response;
            using (response)
                throw await HttpErrors.ReadAsync(response, cancellationToken);
        }
        catch (Exception failure) when (IsLost(failure))
        {
            throw HttpErrors.Lost(_http.BaseAddress!, call, failure);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async Task<HttpResponseMessage> TryAsync(Call call, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(_options.AnswerWithin + call.Wait, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        using var request = call.Make();
        try
        {
            return await _http.SendAsync(request, call.IsStream ? HttpCompletionOption.ResponseHeadersRead : HttpCompletionOption.ResponseContentRead, either.Token);
        }
        catch (OperationCanceledException cancelled) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"No answer within {(_options.AnswerWithin + call.Wait).TotalSeconds:0} s.", cancelled);
        }
    }

    private bool ShouldRepeat(RetryPredicateArguments<HttpResponseMessage> arguments)
    {
        var again = arguments.Outcome.Exception is { } failure ? IsLost(failure) : arguments.Outcome.Result is { } response && IsLater(response);
        return again && _options.Time.GetElapsedTime(arguments.Context.Properties.GetValue(s_start, 0)) < _options.RepeatFor;
    }

    private static bool IsLost(Exception failure) => failure is HttpRequestException or TimeoutException or (IOException and not (FileNotFoundException or DirectoryNotFoundException));

    // 409 with a time to come back: the first request with this key is still in work.
    private static bool IsLater(HttpResponseMessage response) => response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests
        || (response.StatusCode == HttpStatusCode.Conflict && response.Headers.RetryAfter is not null);

    private static string Why(Outcome<HttpResponseMessage> outcome) => outcome.Exception is { } failure ? HttpErrors.Innermost(failure) : $"answered {(int)outcome.Result!.StatusCode}";
}
