using ActorPlatform.Api.Commands;
using ActorPlatform.Api.Problems;
using ActorPlatform.Api.Reading;
using ActorPlatform.Api.Wire;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.Specs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorPlatform.Api.Endpoints;

/// <summary>Operations, however old.</summary>
internal sealed class OperationEndpoints(IJobs jobs, HeldRequests held)
{
    private const int MaxId = 200;
    private static readonly TimeSpan s_retryAfter = TimeSpan.FromSeconds(2);

    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/operations", (HttpContext context, OperationEndpoints endpoints) => endpoints.ListAsync(context));
        group.MapGet("/operations/{id}", (string id, HttpContext context, OperationEndpoints endpoints) => endpoints.GetAsync(id, context));
    }

    private async Task<IResult> ListAsync(HttpContext context)
    {
        var errors = new InputErrors();
        var query = new QueryReader(context.Request.Query, errors);
        var states = query.Enums<OperationState>("state", _ => true);
        if (states.Length > 1)
            errors.Add("state", "takes one state.");
        var job = query.Text("jobId");
        if (job is not null && !SpecValidator.IsId(job))
            errors.Add("jobId", $"is '{Text.Shown(job)}'; ids are of [a-z0-9-].");
        var limit = query.Int("limit", 1, 500, 100);
        var cursor = query.Text("cursor");
        query.Close();
        if (!errors.IsEmpty)
            return Problem.Invalid(errors);
        var page = await jobs.ListOperationsAsync(
            new OperationQuery(states.IsEmpty ? null : states[0], job is null ? null : new JobId(job), limit, cursor), context.RequestAborted);
        return Answers.Ok(new ListBody<OperationBody>([.. page.Items.Select(OperationBody.Of)], page.NextCursor), ReadableJson.Default.ListBodyOperationBody);
    }

    private async Task<IResult> GetAsync(string id, HttpContext context)
    {
        var errors = new InputErrors();
        var query = new QueryReader(context.Request.Query, errors);
        var wait = query.Duration("wait", TimeSpan.FromSeconds(60));
        query.Close();
        if (!errors.IsEmpty)
            return Problem.Invalid(errors);
        if (!SpecValidator.IsId(id, MaxId))
            return Problem.OperationNotFound(id);
        return wait > TimeSpan.Zero
            ? await AwaitAsync(id, wait, context.RequestAborted)
            : await AnswerAsync(id, await jobs.FindOperationAsync(new OperationId(id), context.RequestAborted), context.RequestAborted);
    }

    // Not answered at once, as a command is that was done: whoever waits in a loop would ask again without a pause.
    private async Task<IResult> AwaitAsync(string id, TimeSpan wait, CancellationToken cancellationToken)
    {
        if (!held.TryEnter())
            return Problem.TooManyWait(s_retryAfter);
        try
        {
            return await AnswerAsync(id, await jobs.WaitAsync(new OperationId(id), wait, cancellationToken), cancellationToken);
        }
        finally
        {
            held.Leave();
        }
    }

    private async Task<IResult> AnswerAsync(string id, OperationSight? operation, CancellationToken cancellationToken) => operation is null
        ? Problem.OperationNotFound(id)
        : Answers.Ok(await OperationAnswers.ReadAsync(jobs, operation, cancellationToken), ReadableJson.Default.OperationBody);
}
