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
using Microsoft.Extensions.Options;

namespace ActorPlatform.Api.Endpoints;

/// <summary>Asking many jobs at once, and what became of each.</summary>
internal sealed class BatchEndpoints(IJobs jobs, CommandRunner runner, IOptions<ApiOptions> options)
{
    private const int MaxId = 200;

    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/batches", (HttpContext context, BatchEndpoints endpoints) => endpoints.CreateAsync(context));
        group.MapGet("/operations/{id}/results", (string id, HttpContext context, BatchEndpoints endpoints) => endpoints.ListAsync(id, context));
    }

    private async Task<IResult> CreateAsync(HttpContext context)
    {
        var errors = new InputErrors();
        var query = new QueryReader(context.Request.Query, errors);
        var wait = query.Duration("wait", CommandRunner.LongestWait);
        var dryRun = query.Bool("dryRun") ?? false;
        query.Close();
        var body = await JsonBody.ReadAsync(context, options.Value, required: true);
        var key = IdempotencyKey.Read(context.Request, errors);
        var order = BatchReader.Read(body, dryRun, errors);
        if (!errors.IsEmpty)
            return Problem.Invalid(errors);
        var by = CommandRunner.ByOf(context);
        if (dryRun)
            return Tried(await jobs.Batches.TryAsync(order, by, context.RequestAborted));
        var request = new BatchRequest(key, Canonical.Fingerprint(context.Request.Method, context.Request.Path, body), by, order);
        var answer = await jobs.Batches.AskAsync(request, context.RequestAborted);
        return answer is Answer.Accepted { Reply: OperationReply reply }
            ? await runner.AcceptedAsync(context, new OperationBody(reply.Id.Value, null, EnumNames.Of(OperationKind.Batch)), wait)
            : CommandRunner.Refused(answer);
    }

    private async Task<IResult> ListAsync(string id, HttpContext context)
    {
        var errors = new InputErrors();
        var query = new QueryReader(context.Request.Query, errors);
        var asked = new BatchResultQuery(query.Enums<BatchJobState>("state", _ => true), query.Int("limit", 1, 500, 100), query.Text("cursor"));
        query.Close();
        if (!errors.IsEmpty)
            return Problem.Invalid(errors);
        if (!SpecValidator.IsId(id, MaxId) || await jobs.Batches.ReadResultsAsync(new OperationId(id), asked, context.RequestAborted) is not { } page)
            return Problem.NotFound("batch.not-found", $"There is no batch with the operation '{Text.Shown(id)}'.");
        return Answers.Ok(new ListBody<BatchResultBody>([.. page.Items.Select(BatchResultBody.Of)], page.NextCursor), ReadableJson.Default.ListBodyBatchResultBody);
    }

    private static IResult Tried(BatchTrial trial) => trial switch
    {
        BatchTrial.Accepted accepted => Answers.Ok(BatchTrialBody.Of(accepted), ReadableJson.Default.BatchTrialBody),
        BatchTrial.Rejected rejected => Problem.Of(rejected.Reason),
        _ => throw new InvalidOperationException($"{trial} is no outcome of a trial."),
    };
}
