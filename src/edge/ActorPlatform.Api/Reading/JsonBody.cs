using System.Text.Json;
using System.Text.Unicode;
using ActorPlatform.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ActorPlatform.Api.Reading;

/// <summary>A request's body as JSON, within the limits: anything else ends the request with 400, 413 or 415.</summary>
internal static class JsonBody
{
    private static readonly JsonElement s_empty = JsonDocument.Parse("{}").RootElement;

    /// <summary>Reads the body; an empty one stands for <c>{}</c> unless it is required.</summary>
    public static async Task<JsonElement> ReadAsync(HttpContext context, ApiOptions options, bool required)
    {
        CheckHeaders(context.Request);
        var bytes = await ReadBytesAsync(context, options.MaxBodyBytes);
        if (bytes.Length == 0)
            return required ? throw Refuse(400, "body.missing", "The request is not valid", "A JSON body is expected.") : s_empty;
        if (!Utf8.IsValid(bytes.Span))
            throw Malformed("The body is not valid UTF-8.");
        var root = Parse(bytes, options.MaxDepth);
        CheckTexts(root);
        return root;
    }

    private static void CheckHeaders(HttpRequest request)
    {
        if (request.Headers.ContentEncoding is { Count: > 0 } encoding && encoding != "identity")
            throw Refuse(415, "body.encoding-not-supported", "Wrong media type", "Bodies are taken as they are, without Content-Encoding.");
        var empty = request.ContentLength is null or 0 && !request.Headers.ContainsKey(HeaderNames.TransferEncoding);
        if (request.ContentType is null && empty)
            return;
        var isJson = MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || (type.Type.Equals("application", StringComparison.OrdinalIgnoreCase) && type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase)))
            && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));
        if (!isJson)
            throw Refuse(415, "body.media-type", "Wrong media type", $"Content-Type is '{Text.Shown(request.ContentType ?? "")}'; application/json in UTF-8 is expected.");
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(HttpContext context, long limit)
    {
        if (context.Request.ContentLength > limit)
            throw TooLarge(limit);
        using var buffer = new MemoryStream();
        var chunk = new byte[8192];
        int read;
        while ((read = await context.Request.Body.ReadAsync(chunk, context.RequestAborted)) > 0)
        {
            if (buffer.Length + read > limit)
                throw TooLarge(limit);
            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> bytes, int maxDepth)
    {
        try
        {
            return JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = maxDepth, AllowDuplicateProperties = false }).RootElement;
        }
        catch (JsonException exception)
        {
            throw Malformed(exception.Message);
        }
        catch (InvalidOperationException)
        {
            throw BrokenText();
        }
    }

    /// <summary>JSON may escape half of a surrogate pair; such a text is none, and every later look at it would throw.</summary>
    private static void CheckTexts(JsonElement element)
    {
        try
        {
            Walk(element);
        }
        catch (InvalidOperationException)
        {
            throw BrokenText();
        }
    }

    private static void Walk(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    Walk(item);
                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    _ = property.Name;
                    Walk(property.Value);
                }

                break;
        }
    }

    private static ProblemException BrokenText() => Malformed("A text contains half of a surrogate pair.");

    private static ProblemException Malformed(string detail) => Refuse(400, "body.malformed", "Malformed JSON", detail);

    private static ProblemException TooLarge(long limit) => Refuse(413, "body.too-large", "Too large", $"The body is larger than the limit of {limit} bytes (actorplatform.http.max-body).");

    private static ProblemException Refuse(int status, string code, string title, string detail) => new(Problem.Of(status, code, title, detail));
}
