using System.Globalization;
using RestSharp;

namespace ActorPlatform.Rest;

/// <summary>Translates to and from RestSharp.</summary>
internal static class RestRequests
{
    public static RestRequest From(RestCall call, BodyReader body)
    {
        var request = new RestRequest(call.Uri, Translate(call.Method))
        {
            AlwaysSingleFileAsContent = call.Upload is not null,
            CompletionOption = HttpCompletionOption.ResponseHeadersRead,
            Interceptors = [body],
        };
        // Logs come as plain text, from servers that refuse to answer what was not asked for.
        request.AddOrUpdateHeader("Accept", "application/json, */*;q=0.5");
        if (call.Json is not null)
            request.AddStringBody(call.Json, ContentType.Json);
        if (call.Upload is not null)
            request.AddFile("file", call.Upload, "file", ContentType.Binary);
        return request;
    }

    public static RestAnswer Answer(RestCall call, RestResponse response, BodyReader body) =>
        new(
            call,
            response.StatusCode,
            body.Body,
            MediaType(response.ContentType),
            Header(response, "Location"),
            DateTimeOffset.TryParse(Header(response, "Date"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
                ? date
                : null)
        {
            Document = body.Document,
        };

    private static string MediaType(string? contentType) => contentType?.Split(';')[0].Trim() ?? "";

    private static string? Header(RestResponse response, string name) =>
        response.Headers?.FirstOrDefault(header => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase))?.Value;

    private static Method Translate(HttpMethod method) =>
        method.Method switch
        {
            "GET" => Method.Get,
            "PUT" => Method.Put,
            "POST" => Method.Post,
            "DELETE" => Method.Delete,
            "PATCH" => Method.Patch,
            var other => throw new ArgumentOutOfRangeException(nameof(method), other, "No request of ours uses this method."),
        };
}
