using System.Net.Sockets;

namespace ActorPlatform.Rest;

/// <summary>Tells what an exception of the HTTP stack means for the request.</summary>
internal static class RestFaults
{
    public static RestFaultException From(RestCall call, Exception? error, bool late, bool lost, TimeSpan within)
    {
        var (fault, what) = Classify(error, late, lost, within);
        return new RestFaultException(fault, call.Endpoint, $"{call.Describe()}: {what}", error);
    }

    private static (RestFault Fault, string What) Classify(Exception? error, bool late, bool lost, TimeSpan within)
    {
        if (lost || Find<ActDeadlineLostException>(error) is not null)
            return (RestFault.RightLost, "this node has lost its right to act; whether the request arrived is unknown.");
        if (Find<ResponseTooLargeException>(error) is { } large)
            return (RestFault.Garbage, large.Message);
        if (Find<UnreadableAnswerException>(error) is { } unreadable)
            return (RestFault.Garbage, unreadable.Message);
        if (late)
            return (RestFault.TimedOut, $"no complete answer within {within.TotalSeconds:0.#} s.");
        if (Find<HttpRequestException>(error) is { } http && Unconnected(http) is { } unconnected)
            return unconnected;
        // SocketsHttpHandler tells its connect time-out so, and nothing else.
        if (error is OperationCanceledException { InnerException: TimeoutException })
            return (RestFault.NotConnected, "no connection within the connect time-out.");
        return (RestFault.Broken, $"the connection broke: {error?.Message ?? "no answer and no reason"}");
    }

    private static (RestFault Fault, string What)? Unconnected(HttpRequestException http)
    {
        if (Find<SocketException>(http) is { SocketErrorCode: SocketError.ConnectionRefused })
            return (RestFault.Refused, "connection refused.");
        return http.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => (RestFault.NotConnected, "unknown host."),
            HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError => (RestFault.NotConnected, $"no connection: {http.Message}"),
            HttpRequestError.InvalidResponse => (RestFault.Garbage, $"the answer is not HTTP: {http.Message}"),
            _ => null,
        };
    }

    private static T? Find<T>(Exception? error)
        where T : Exception
    {
        for (; error is not null; error = error.InnerException)
            if (error is T found)
                return found;
        return null;
    }
}
