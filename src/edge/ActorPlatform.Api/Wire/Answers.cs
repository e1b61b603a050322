using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace ActorPlatform.Api.Wire;

/// <summary>Writes answers as JSON.</summary>
internal static class Answers
{
    public static IResult Ok<T>(T body, JsonTypeInfo<T> type) => new JsonAnswer<T>(200, body, type);

    public static IResult Status<T>(int status, T body, JsonTypeInfo<T> type) => new JsonAnswer<T>(status, body, type);

    public static string ETag(int specVersion) => $"\"{specVersion}\"";

    private sealed class JsonAnswer<T>(int status, T body, JsonTypeInfo<T> type) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = status;
            response.ContentType = "application/json; charset=utf-8";
            response.Headers.CacheControl = "no-store";
            var bytes = JsonSerializer.SerializeToUtf8Bytes(body, type);
            response.ContentLength = bytes.Length;
            return response.Body.WriteAsync(bytes, httpContext.RequestAborted).AsTask();
        }
    }
}
