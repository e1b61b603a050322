using ActorPlatform.Api.Reading;
using ActorPlatform.Jobs.Facade;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Api.Problems;

/// <summary>The boundary of every request: whatever goes wrong is answered as a problem, and logged once when it is our fault.</summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    private static readonly TimeSpan s_retryAfter = TimeSpan.FromSeconds(5);

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (context.Response is { StatusCode: >= 400, HasStarted: false, ContentLength: null, ContentType: null })
                await ProblemResult.WriteAsync(context, ForStatus(context));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone: there is nobody to answer.
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            await ProblemResult.WriteAsync(context, Translate(context, exception));
        }
    }

    private ApiProblem Translate(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case ProblemException problem:
                return problem.Result.Problem;
            case BadHttpRequestException bad:
                return ForBadRequest(bad);
            case InvalidCursorException cursor:
                return new ApiProblem(400, "cursor.invalid", "The request is not valid", "The cursor is not one that this query answered; ask for the first page again.")
                {
                    Errors = new Dictionary<string, string[]> { ["cursor"] = [cursor.Message] },
                };
            case JobUnavailableException unavailable:
                return Problem.Unavailable(unavailable.Message, s_retryAfter).Problem;
            default:
                LogFault(logger, exception, context.Request.Method, context.Request.Path);
                return new ApiProblem(500, "internal", "A fault of the engine", "The request could not be answered by a fault of the engine; it was logged.");
        }
    }

    private static ApiProblem ForBadRequest(BadHttpRequestException bad) => bad.StatusCode switch
    {
        413 => new ApiProblem(413, "body.too-large", "Too large", "The body is larger than actorplatform.http.max-body allows."),
        408 => new ApiProblem(408, "request.timeout", "Too slow", "The body did not arrive in time."),
        _ => new ApiProblem(400, "request.malformed", "The request is not valid", bad.Message),
    };

    private static ApiProblem ForStatus(HttpContext context)
    {
        var (method, path) = (context.Request.Method, Text.Shown(context.Request.Path.Value ?? ""));
        return context.Response.StatusCode switch
        {
            404 => new ApiProblem(404, "route.not-found", "No such thing", $"{path} is no path of this API."),
            405 => new ApiProblem(405, "route.method-not-allowed", "No such thing", $"{Text.Shown(method)} is not possible on {path}; allowed: {context.Response.Headers.Allow}."),
            var status => new ApiProblem(status, $"http.{status}", "The request was refused", null),
        };
    }

    [LoggerMessage(5000, LogLevel.Error, "{Method} {Path} failed by a fault of the engine")]
    private static partial void LogFault(ILogger logger, Exception exception, string method, PathString path);
}
