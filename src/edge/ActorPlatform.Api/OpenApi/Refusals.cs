using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace ActorPlatform.Api.OpenApi;

/// <summary>What the statuses of problems mean.</summary>
internal static class Refusals
{
    public static string Describe(int status) => status switch
    {
        400 => "The request is not valid; `errors` names every field that is wrong. Nothing was changed.",
        404 => "No such thing.",
        409 => "Not allowed in this state (`code` names the rule), or the first request with this key is still in work. Nothing was changed.",
        410 => "The position is from before a restore of the database: list anew.",
        412 => "If-Match does not match: somebody was faster. Nothing was changed.",
        413 => "The body is too large.",
        415 => "The body is of a media type that is not taken here.",
        422 => "The Idempotency-Key came with another body before.",
        428 => "If-Match is missing.",
        429 => "Too many requests; nothing was done.",
        503 => "Not possible just now: nothing was done, or it is safe to repeat with the same key.",
        _ => "Refused.",
    };

    public static ImmutableArray<string> HeadersOf(int status) => status is 429 or 503 ? ["Retry-After"] : [];

    public static JsonNode ExampleOf(int status, Described described) => status switch
    {
        400 => Problem(400, "request.invalid", "The request is not valid", "1 problem(s), see errors; nothing was changed.", new JsonObject { ["limit"] = new JsonArray("is '0'; a whole number from 1 to 500 is expected.") }),
        404 when described.Route.Contains("/batches", StringComparison.Ordinal) => Problem(404, "job.not-found", "No such thing", "There are no such jobs: job-1. Nothing was done to the others."),
        404 when described.Route.EndsWith("/results", StringComparison.Ordinal) => Problem(404, "batch.not-found", "No such thing", "There is no batch with the operation 'op-1'."),
        404 when described.Route.Contains("/jobs/", StringComparison.Ordinal) => Problem(404, "job.not-found", "No such thing", "There is no job 'job-1'; ids are of [a-z0-9-]."),
        404 when described.Route.EndsWith("/drain", StringComparison.Ordinal) => Problem(404, "node.not-found", "No such thing", "There is no living node 'n4'; there are: n1, n2, n3."),
        404 => Problem(404, "route.not-found", "No such thing", "It is no path of this API."),
        409 when described.Route.Contains("/batches", StringComparison.Ordinal) => Problem(409, "batch.count-changed", "Not allowed in this state", "The selection has 31 jobs now, not 30: orders-wide, orders-late and others. Nothing was done; look again (dryRun=true), and say the new number."),
        409 when described.Route.EndsWith("/drain", StringComparison.Ordinal) => Problem(409, "node.last", "Not allowed in this state", "No other node is up and answers: nobody would look after the jobs when n1 is gone. Nothing was done; start another node first, or force it."),
        409 => Problem(409, "job.not-allowed", "Not allowed in this state", "The job is RUNNING."),
        410 => Problem(410, "events.position-outdated", "The position is gone", "List anew, without it."),
        412 => Problem(412, "spec.outdated", "Somebody was faster", "If-Match is no ETag of this job; read it again."),
        413 => Problem(413, "body.too-large", "Too large", "The body is larger than the limit of 1048576 bytes (actorplatform.http.max-body)."),
        415 => Problem(415, "body.media-type", "Wrong media type", "Content-Type is 'text/plain'; application/json in UTF-8 is expected."),
        422 => Problem(422, "idempotency.key-reused", "The key was used before", "The key came with another body."),
        428 => Problem(428, "spec.if-match-missing", "If-Match is missing", "Send If-Match with the ETag of the job as you have read it, so that nobody's change is lost."),
        429 => Problem(429, "job.busy", "Too many requests", "Too many commands wait for this job; nothing was done. Repeat with the same Idempotency-Key."),
        503 => Problem(503, "service.unavailable", "Not possible just now", "The database does not answer; nothing was done."),
        _ => Problem(status, $"http.{status}", "The request was refused", null),
    };

    private static JsonObject Problem(int status, string code, string title, string? detail, JsonObject? errors = null)
    {
        var problem = new JsonObject { ["type"] = $"urn:actorplatform:error:{code}", ["title"] = title, ["status"] = status, ["code"] = code };
        if (detail is not null)
            problem["detail"] = detail;
        if (errors is not null)
            problem["errors"] = errors;
        return problem;
    }
}
