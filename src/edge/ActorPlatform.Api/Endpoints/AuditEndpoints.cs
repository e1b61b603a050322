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

/// <summary>Who asked for what, and when.</summary>
internal static class AuditEndpoints
{
    public static void Map(RouteGroupBuilder group) => group.MapGet("/audit", (HttpContext context, IJobs jobs) => ListAsync(context, jobs));

    private static async Task<IResult> ListAsync(HttpContext context, IJobs jobs)
    {
        var errors = new InputErrors();
        var query = new QueryReader(context.Request.Query, errors);
        var job = query.Text("jobId");
        if (job is not null && !SpecValidator.IsId(job))
            errors.Add("jobId", $"is '{Text.Shown(job)}'; ids are of [a-z0-9-].");
        var asked = new AuditQuery(job is null ? null : new JobId(job), query.Text("by"), query.Time("since"), query.Time("until"), query.Int("limit", 1, 500, 100), query.Text("cursor"));
        foreach (var problem in asked.Check())
            errors.Add(problem.Path, problem.Message);
        query.Close();
        if (!errors.IsEmpty)
            return Problem.Invalid(errors);
        var page = await jobs.ReadAuditAsync(asked, context.RequestAborted);
        return Answers.Ok(new ListBody<AuditBody>([.. page.Items.Select(AuditBody.Of)], page.NextCursor), ReadableJson.Default.ListBodyAuditBody);
    }
}
