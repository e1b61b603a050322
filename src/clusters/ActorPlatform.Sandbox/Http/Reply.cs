using System.Buffers;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ActorPlatform.Sandbox.Http;

/// <summary>Writes answers as the servers of Hadoop and Flink do.</summary>
internal static class Reply
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>JSON, written at once.</summary>
    public static Task JsonAsync(HttpContext context, int status, Action<Utf8JsonWriter> write, string contentType = "application/json;charset=utf-8")
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, s_options))
            write(writer);
        return BytesAsync(context, status, buffer.WrittenMemory, contentType);
    }

    /// <summary>A writer for long answers, flushed by its caller.</summary>
    public static Utf8JsonWriter Stream(HttpContext context)
    {
        Head(context, StatusCodes.Status200OK, "application/json;charset=utf-8");
        return new Utf8JsonWriter(context.Response.BodyWriter, s_options);
    }

    public static Task BytesAsync(HttpContext context, int status, ReadOnlyMemory<byte> body, string contentType)
    {
        Head(context, status, contentType);
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    /// <summary>A page of Jetty, which the real ones answer with where no code of theirs does.</summary>
    public static Task PageAsync(HttpContext context, int status, string title) =>
        BytesAsync(
            context,
            status,
            Encoding.UTF8.GetBytes($"<html>\n<head>\n<title>Error {status} {title}</title>\n</head>\n<body><h2>HTTP ERROR {status} {title}</h2>\n</body>\n</html>\n"),
            "text/html;charset=iso-8859-1");

    /// <summary>An exception of Hadoop's.</summary>
    public static Task RemoteAsync(HttpContext context, int status, string exception, string package, string message, string contentType = "application/json;charset=utf-8") =>
        JsonAsync(
            context,
            status,
            json =>
            {
                json.WriteStartObject();
                json.WriteStartObject("RemoteException");
                json.WriteString("exception", exception);
                json.WriteString("message", message);
                json.WriteString("javaClassName", $"{package}.{exception}");
                json.WriteEndObject();
                json.WriteEndObject();
            },
            contentType);

    /// <summary>Errors of Flink's.</summary>
    public static Task ErrorsAsync(HttpContext context, int status, params string[] errors) =>
        JsonAsync(context, status, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("errors");
            foreach (var error in errors)
                json.WriteStringValue($"{error}\n\tat org.apache.flink.runtime.rest.handler.AbstractHandler.respondAsLeader(AbstractHandler.java:188)");
            json.WriteEndArray();
            json.WriteEndObject();
        });

    /// <summary>A recorded piece of an answer, which is the same for everybody.</summary>
    public static byte[] Template(string name) => s_templates.GetOrAdd(name, static name =>
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    });

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, byte[]> s_templates = new();

    private static void Head(HttpContext context, int status, string contentType)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.Headers.CacheControl = "no-cache";
    }
}
