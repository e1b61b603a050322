using System.Net;
using System.Text;

namespace ActorPlatform.Rest;

/// <summary>An answer of any status, with its body in memory (bounded by the call's limit).</summary>
/// <param name="Call">What was asked.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">The body's bytes.</param>
/// <param name="ContentType">Media type without parameters; empty when there is none.</param>
/// <param name="Location">The Location header.</param>
/// <param name="Date">The other side's clock, from its Date header.</param>
public sealed record RestAnswer(RestCall Call, HttpStatusCode Status, byte[] Body, string ContentType, string? Location, DateTimeOffset? Date)
{
    private const int ExcerptChars = 300;

    /// <summary>What <see cref="RestCall.ReadDocument"/> made of the body; null when there was none to read.</summary>
    public object? Document { get; init; }

    /// <summary>True for 2xx.</summary>
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>True for 3xx.</summary>
    public bool IsRedirect => (int)Status is >= 300 and < 400;

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>Status and the start of the body on one line, for messages.</summary>
    public string Describe()
    {
        var text = Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, ExcerptChars))).ReplaceLineEndings(" ").Trim();
        return $"{(int)Status} {(ContentType.Length == 0 ? "without content type" : ContentType)}: {(text.Length == 0 ? "(empty)" : text)}";
    }
}
