using ActorPlatform.Api.Problems;
using ActorPlatform.Api.Reading;
using ActorPlatform.Api.Wire;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Specs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorPlatform.Api.Endpoints;

/// <summary>What a job remembers: runs, exceptions, restore points, events, decisions. Lists are newest first, events oldest first.</summary>
internal sealed class HistoryEndpoints(IJobs jobs)
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/jobs/{id}/runs", (string id, HttpContext context, HistoryEndpoints endpoints) => endpoints.ShowAsync(id, context, Runs));
        group.MapGet("/jobs/{id}/runs/{run}/exceptions", (string id, string run, HttpContext context, HistoryEndpoints endpoints) => endpoints.ShowAsync(id, context, s => Exceptions(s, run)));
        group.MapGet("/jobs/{id}/restore-points", (string id, HttpContext context, HistoryEndpoints endpoints) => endpoints.ShowAsync(id, context, RestorePoints));
        group.MapGet("/jobs/{id}/explain", (string id, HttpContext context, HistoryEndpoints endpoints) => endpoints.ShowAsync(id, context, Explain));
        group.MapGet("/jobs/{id}/events", (string id, HttpContext context, HistoryEndpoints endpoints) => endpoints.ListEventsAsync(id, context));
    }

    private async Task<IResult> ShowAsync(string id, HttpContext context, Func<JobState, IResult> show)
    {
        var errors = new InputErrors();
        new QueryReader(context.Request.Query, errors).Close();
        if (!errors.IsEmpty)
            return Problem.Invalid(errors);
        return SpecValidator.IsId(id) && await jobs.FindAsync(new JobId(id), context.RequestAborted) is { } job ? show(job.State) : Problem.JobNotFound(id);
    }

    private async Task<IResult> ListEventsAsync(string id, HttpContext context)
    {
        var errors = new InputErrors();
        var query = new QueryReader(context.Request.Query, errors);
        var after = query.Long("after", 0);
        var limit = query.Int("limit", 1, 500, 100);
        query.Close();
        if (!errors.IsEmpty)
            return Problem.Invalid(errors);
        if (!SpecValidator.IsId(id))
            return Problem.JobNotFound(id);
        var page = await jobs.ReadEventsAsync(new JobId(id), after, limit, context.RequestAborted);
        if (page.Outdated)
            return Problem.OutdatedPosition();
        if (page.Items.IsEmpty && await jobs.FindAsync(new JobId(id), context.RequestAborted) is null)
            return Problem.JobNotFound(id);
        return Answers.Ok(new EventListBody([.. page.Items.Select(EventBody.Of)], page.Next), ReadableJson.Default.EventListBody);
    }

    private static IResult Runs(JobState state) =>
        Answers.Ok(new ListBody<RunBody>([.. state.Runs.Reverse().Select(RunBody.Of)]), ReadableJson.Default.ListBodyRunBody);

    private static IResult Exceptions(JobState state, string number)
    {
        var run = int.TryParse(number, out var parsed) ? state.Runs.FirstOrDefault(r => r.Number == parsed) : null;
        return run is null
            ? Problem.NotFound("run.not-found", $"The job remembers no run '{Text.Shown(number)}'; it keeps the newest 20.")
            : Answers.Ok(
                new ListBody<ExceptionBody>([.. run.Exceptions.Reverse().Select(e => new ExceptionBody(e.At, e.Name, e.StackTrace, e.Task))]), ReadableJson.Default.ListBodyExceptionBody);
    }

    private static IResult RestorePoints(JobState state) =>
        Answers.Ok(new ListBody<RestorePointBody>([.. state.Ledger.Reverse().Select(RestorePointBody.Of)]), ReadableJson.Default.ListBodyRestorePointBody);

    private static IResult Explain(JobState state) =>
        Answers.Ok(new ListBody<DecisionBody>([.. state.Decisions.Reverse().Select(DecisionBody.Of)]), ReadableJson.Default.ListBodyDecisionBody);
}
