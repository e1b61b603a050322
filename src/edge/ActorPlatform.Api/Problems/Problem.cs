using ActorPlatform.Api.Reading;
using ActorPlatform.Behaviors;

namespace ActorPlatform.Api.Problems;

/// <summary>The errors of the facade.</summary>
internal static class Problem
{
    public static ProblemResult NotFound(string code, string detail) => new(new ApiProblem(404, code, "No such thing", detail));

    public static ProblemResult JobNotFound(string id) => NotFound("job.not-found", $"There is no job '{Text.Shown(id)}'; ids are of [a-z0-9-].");

    public static ProblemResult OperationNotFound(string id) => NotFound("operation.not-found", $"There is no operation '{Text.Shown(id)}'.");

    public static ProblemResult Conflict(string code, string detail) => new(new ApiProblem(409, code, "Not allowed in this state", detail));

    public static ProblemResult Invalid(InputErrors errors) => new(new ApiProblem(400, errors.Code, "The request is not valid", errors.Detail) { Errors = errors.ToDictionary() });

    public static ProblemResult Of(int status, string code, string title, string detail) => new(new ApiProblem(status, code, title, detail));

    public static ProblemResult Unavailable(string detail, TimeSpan retryAfter) =>
        new(new ApiProblem(503, "service.unavailable", "Not possible just now", detail) { RetryAfter = retryAfter });

    public static ProblemResult Busy(TimeSpan retryAfter) => new(new ApiProblem(
        429, "job.busy", "Too many requests", "Too many commands wait for this job; nothing was done. Repeat with the same Idempotency-Key.") { RetryAfter = retryAfter });

    public static ProblemResult TooManyWait(TimeSpan retryAfter) => new(new ApiProblem(
        429, "wait.busy", "Too many requests", "Too many requests are held by ?wait= already. Repeat later, or without it.") { RetryAfter = retryAfter });

    public static ProblemResult TooManyStreams(TimeSpan retryAfter) => new(new ApiProblem(
        429, "events.busy", "Too many requests", "Too many streams of events are open already (actorplatform.http.max-streams). Repeat later.") { RetryAfter = retryAfter });

    public static ProblemResult TooManyUploads(TimeSpan retryAfter) => new(new ApiProblem(
        429, "artifacts.busy", "Too many requests", "Too many artifacts are being uploaded already (actorplatform.http.max-uploads). Repeat later.") { RetryAfter = retryAfter });

    public static ProblemResult OutdatedPosition() => Of(
        410, "events.position-outdated", "The position is gone", "The position is from before a restore of the database, or none of this installation: list anew, without it.");

    public static ProblemResult InProgress(TimeSpan retryAfter) => new(new ApiProblem(
        409, "idempotency.in-progress", "The first one is still in work", "A request with this Idempotency-Key is in work. Repeat it later with the same key: it gets the first one's answer.") { RetryAfter = retryAfter });

    public static ProblemResult Of(Rejection reason) => new(new ApiProblem(StatusOf(reason.Kind), reason.Code, TitleOf(reason.Kind), reason.Message));

    private static int StatusOf(RejectionKind kind) => kind switch
    {
        RejectionKind.NotFound => 404,
        RejectionKind.Conflict => 409,
        RejectionKind.Outdated => 412,
        RejectionKind.KeyReused => 422,
        RejectionKind.Invalid => 400,
        _ => 500,
    };

    private static string TitleOf(RejectionKind kind) => kind switch
    {
        RejectionKind.NotFound => "No such thing",
        RejectionKind.Conflict => "Not allowed in this state",
        RejectionKind.Outdated => "Somebody was faster",
        RejectionKind.KeyReused => "The key was used before",
        RejectionKind.Invalid => "The request is not valid",
        _ => "A fault of the engine",
    };
}
