using ActorPlatform.Api.Reading;
using Microsoft.AspNetCore.Http;

namespace ActorPlatform.Api.Commands;

/// <summary>The header that makes a repetition return the first answer.</summary>
internal static class IdempotencyKey
{
    private const string Header = "Idempotency-Key";
    private const int MaxLength = 128;

    public static string? Read(HttpRequest request, InputErrors errors)
    {
        if (!request.Headers.TryGetValue(Header, out var values))
            return null;
        var key = values.Count == 1 ? values[0] : null;
        if (!string.IsNullOrEmpty(key) && key.Length <= MaxLength)
            return key;
        errors.Add(Header, $"has {values.Count} value(s) of {values.ToString().Length} characters; one of 1 to {MaxLength} characters is expected.");
        return null;
    }
}
