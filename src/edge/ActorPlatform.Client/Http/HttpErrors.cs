using System.Net;
using System.Text.Json;

namespace ActorPlatform.Client.Http;

/// <summary>Makes exceptions of what is not a success.</summary>
internal static class HttpErrors
{
    private static readonly Dictionary<string, string[]> s_none = [];

    public static async Task<ActorPlatformException> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var problem = Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        var (status, code) = ((int)response.StatusCode, problem?.Code ?? $"http.{(int)response.StatusCode}");
        var message = problem?.Detail ?? problem?.Title ?? $"{response.RequestMessage?.RequestUri} answered {status} {response.ReasonPhrase}.";
        return response.StatusCode switch
        {
            HttpStatusCode.NotFound => new NotFoundException(code, message),
            HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed => new ConflictException(code, message),
            HttpStatusCode.Gone => new PositionOutdatedException(code, message),
            HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout => new UnavailableException(code, message),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new ActorPlatformException(code, message),
            _ when status is >= 400 and < 500 => new InputException(code, message, problem?.Errors ?? s_none),
            _ => new ActorPlatformException(code, message),
        };
    }

    /// <summary>Nobody answered.</summary>
    public static UnavailableException Lost(Uri address, Call call, Exception failure)
    {
        var fate = call switch
        {
            { Key: { } key } => $"Whether it was done is not known; a repetition with Idempotency-Key {key} is safe.",
            { Content: not null } => "Whether it is there now is not known; to send it again is safe.",
            _ => "Nothing was changed.",
        };
        return new UnavailableException("engine.unreachable", $"{address.GetLeftPart(UriPartial.Authority)} does not answer: {Innermost(failure)} {fate}", failure);
    }

    public static string Innermost(Exception failure)
    {
        while (failure is not TimeoutException && failure.InnerException is { } inner)
            failure = inner;
        return failure.Message.EndsWith('.') ? failure.Message : failure.Message + ".";
    }

    private static ProblemBody? Parse(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, ClientJson.Of<ProblemBody>());
        }
        catch (JsonException)
        {
            // A proxy's page, or nothing: the status says what there is to say.
            return null;
        }
    }
}
