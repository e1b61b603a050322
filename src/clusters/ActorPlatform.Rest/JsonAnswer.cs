using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ActorPlatform.Rest;

/// <summary>Reads JSON out of answers; whatever else comes is named, never a crash of a parser.</summary>
public static class JsonAnswer
{
    /// <summary>The answer's document.</summary>
    /// <exception cref="RestFaultException">It is not JSON, or not of this shape.</exception>
    public static T Read<T>(RestAnswer answer, JsonTypeInfo<T> type)
    {
        if (answer.Document is T read)
            return read;
        try
        {
            return JsonSerializer.Deserialize(answer.Body, type) ?? throw Unexpected(answer, "the document is null");
        }
        catch (JsonException e)
        {
            throw Unexpected(answer, Why(e), e);
        }
    }

    /// <summary>For <see cref="RestCall.ReadDocument"/>; <see cref="Read"/> then finds the document in the answer.</summary>
    public static Func<Stream, CancellationToken, ValueTask<object?>> Streamed<T>(JsonTypeInfo<T> type) =>
        async (stream, cancellationToken) =>
        {
            try
            {
                return await JsonSerializer.DeserializeAsync(stream, type, cancellationToken);
            }
            catch (JsonException e)
            {
                throw new UnreadableAnswerException(Why(e), e);
            }
        };

    /// <summary>A document that may not be there: null when the body is not of this shape.</summary>
    public static T? TryRead<T>(RestAnswer answer, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(answer.Body, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A field that must be there.</summary>
    public static T Required<T>(RestAnswer answer, T? value, string field)
        where T : class => value ?? throw Unexpected(answer, $"{field} is missing");

    /// <summary>What to throw for an answer that cannot be what was asked for.</summary>
    public static RestFaultException Unexpected(RestAnswer answer, string why, Exception? inner = null) =>
        new(RestFault.Garbage, answer.Call.Endpoint, $"{answer.Call.Describe()}: {why}; answered {answer.Describe()}", inner);

    private static string Why(JsonException exception) => exception.Path is { Length: > 1 } path ? $"unexpected at {path}" : "not the expected JSON";
}
