using System.Globalization;
using System.Text.Json;
using ActorPlatform.Api.Wire;
using ActorPlatform.Jobs;
using Microsoft.AspNetCore.Http;

namespace ActorPlatform.Api.Problems;

/// <summary>Writes a problem.</summary>
internal sealed class ProblemResult(ApiProblem problem) : IResult
{
    public ApiProblem Problem { get; } = problem;

    public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext, Problem);

    private static Dictionary<string, string[]>? Hide(IReadOnlyDictionary<string, string[]>? errors) =>
        errors?.ToDictionary(e => e.Key, e => e.Value.Select(m => Secrets.HideProblem(e.Key, m)).ToArray());

    public static Task WriteAsync(HttpContext context, ApiProblem problem)
    {
        var response = context.Response;
        response.StatusCode = problem.Status;
        response.ContentType = "application/problem+json";
        response.Headers.CacheControl = "no-store";
        if (problem.RetryAfter is { } after)
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(after.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new ProblemBody(problem.Type, problem.Title, problem.Status, problem.Detail is { } detail ? Secrets.Hide(detail) : null, problem.Code, Hide(problem.Errors)), ReadableJson.Default.ProblemBody);
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
