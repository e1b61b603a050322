using ActorPlatform.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ActorPlatform.Api.Commands;

/// <summary>The spec version that a change was made from.</summary>
internal static class IfMatch
{
    /// <summary>Reads the version; a problem when there is none, or one that no spec can have.</summary>
    public static (int Version, ProblemResult? Problem) Read(HttpRequest request)
    {
        if (request.Headers.IfMatch.Count == 0)
            return (0, Problem.Of(428, "spec.if-match-missing", "If-Match is missing", "Send If-Match with the ETag of the job as you have read it, so that nobody's change is lost."));
        if (!EntityTagHeaderValue.TryParseList(request.Headers.IfMatch, out var tags) || tags.Count != 1 || tags[0].Equals(EntityTagHeaderValue.Any))
            return (0, Problem.Of(400, "spec.if-match-malformed", "The request is not valid", "If-Match takes one ETag, quoted, as GET answered it: \"3\"."));

        // Only a strong tag of digits can be one of ours; any other matches nothing.
        return !tags[0].IsWeak && int.TryParse(tags[0].Tag.AsSpan().Trim('"'), out var version) && version > 0
            ? (version, null)
            : (0, Problem.Of(412, "spec.outdated", "Somebody was faster", "If-Match is no ETag of this job; read it again."));
    }
}
