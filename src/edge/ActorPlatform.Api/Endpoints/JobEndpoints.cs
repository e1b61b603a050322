using ActorPlatform.Api.Problems;
using ActorPlatform.Api.Reading;
using ActorPlatform.Api.Wire;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Specs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace ActorPlatform.Api.Endpoints;

/// <summary>Reading jobs; and letting a quarantined one try again.</summary>
internal sealed class JobEndpoints(IJobs jobs, IOptions<ApiOptions> options)
{
    private const int MaxPage = 500;

    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/jobs", (HttpContext context, JobEndpoints endpoints) => endpoints.ListAsync(context));
        group.MapGet("/jobs/summary", (HttpContext context, JobEndpoints endpoints) => endpoints.SummarizeAsync(context));
        group.MapGet("/jobs/{id}", (string id, HttpContext context, JobEndpoints endpoints) => endpoints.GetAsync(id, context));
        group.MapPost("/jobs/{id}/release", (string id, HttpContext context, JobEndpoints endpoints) => endpoints.ReleaseAsync(id, context));
    }

    private async Task<IResult> ListAsync(HttpContext context)
    {
        var errors = new InputErrors();
        var query = new QueryReader(context.Request.Query, errors);
        var asked = JobFilters.Read(query, errors) with
        {
            Sort = query.OneOf("sort", "name", "name", "status", "health", "restoreAge", "updatedAt"),
            Limit = query.Int("limit", 1, MaxPage, 100),
            Cursor = query.Text("cursor"),
        };
        var full = query.OneOf("fields", "full", "summary", "full") == "full";
        query.Close();
        if (!errors.IsEmpty)
            return Problem.Invalid(errors);
        var page = await jobs.ListAsync(asked, context.RequestAborted);
        return Answers.Ok(new JobListBody([.. page.Items.Select(row => JobBody.Of(row, full))], page.NextCursor, page.AsOf), ReadableJson.Default.JobListBody);
    }

    private async Task<IResult> SummarizeAsync(HttpContext context)
    {
        var errors = new InputErrors();
        var query = new QueryReader(context.Request.Query, errors);
        var asked = JobFilters.Read(query, errors);
        var by = query.Names("by", JobCensus.Names);
        query.Close();
        if (!errors.IsEmpty)
            return Problem.Invalid(errors);
        var census = await JobCensus.ReadAsync(jobs, asked, by, context.RequestAborted);
        return Answers.Ok(new JobSummaryBody(census.Total, census.By, census.AsOf), ReadableJson.Default.JobSummaryBody);
    }

    private async Task<IResult> GetAsync(string id, HttpContext context)
    {
        var errors = new InputErrors();
        var query = new QueryReader(context.Request.Query, errors);
        var refresh = query.Bool("refresh") ?? false;
        query.Close();
        if (!errors.IsEmpty)
            return Problem.Invalid(errors);
        if (!SpecValidator.IsId(id))
            return Problem.JobNotFound(id);
        if (refresh)
            await jobs.RefreshAsync(new JobId(id), options.Value.RefreshWithin, context.RequestAborted);
        if (await jobs.FindAsync(new JobId(id), context.RequestAborted) is not { } job)
            return Problem.JobNotFound(id);
        context.Response.Headers.ETag = Answers.ETag(job.State.SpecVersion);
        return Answers.Ok(JobBody.Of(job), ReadableJson.Default.JobBody);
    }

    private async Task<IResult> ReleaseAsync(string id, HttpContext context)
    {
        var errors = new InputErrors();
        new QueryReader(context.Request.Query, errors).Close();
        new ObjectReader(await JsonBody.ReadAsync(context, options.Value, required: false), "", errors).Close();
        if (!errors.IsEmpty)
            return Problem.Invalid(errors);
        if (!SpecValidator.IsId(id))
            return Problem.JobNotFound(id);
        if (await jobs.ReleaseAsync(new JobId(id), context.RequestAborted))
            return Results.NoContent();
        return await jobs.FindAsync(new JobId(id), context.RequestAborted) is null
            ? Problem.JobNotFound(id)
            : Problem.Conflict("job.not-quarantined", "The job is not quarantined; there is nothing to release.");
    }
}
