using System.Globalization;
using ActorPlatform.Api.Problems;
using ActorPlatform.Api.Reading;
using ActorPlatform.Api.Wire;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Specs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorPlatform.Api.Endpoints;

/// <summary>Logs of runs, as their clusters have them.</summary>
internal sealed class LogEndpoints(IJobs jobs)
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapGet("/jobs/{id}/runs/{run}/logs", (string id, string run, HttpContext context, LogEndpoints endpoints) => endpoints.ReadAsync(id, run, context));

    private async Task<IResult> ReadAsync(string id, string run, HttpContext context)
    {
        var errors = new InputErrors();
        var query = new QueryReader(context.Request.Query, errors);
        var source = query.Text("source") ?? LogRequest.JobManager;
        if (!LogRequest.IsSource(source))
            errors.Add("source", $"is '{Text.Shown(source)}'; allowed: jobmanager, container, taskmanager-ID.");
        var bytes = query.Int("tail", 1, LogRequest.MaxBytes, LogRequest.DefaultBytes);
        var before = query.Long("before", long.MaxValue);
        if (before == 0)
            errors.Add("before", "is '0'; nothing is before the beginning.");
        var text = query.Text("q");
        query.Close();
        if (!errors.IsEmpty)
            return Problem.Invalid(errors);
        if (!SpecValidator.IsId(id) || await jobs.FindAsync(new JobId(id), context.RequestAborted) is not { } job)
            return Problem.JobNotFound(id);
        if (!int.TryParse(run, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || job.State.Runs.All(r => r.Number != number))
            return Problem.NotFound("run.not-found", $"The job remembers no run '{Text.Shown(run)}'; it keeps the newest 20.");
        var request = new LogRequest(source, bytes, before == long.MaxValue ? null : before);
        return await jobs.ReadLogAsync(job.State.Id, number, request, context.RequestAborted) is { } part
            ? Answers.Ok(LogBody.Of(text is null ? part : part.Only(text)), ReadableJson.Default.LogBody)
            : Problem.NotFound("log.not-found", $"There is no log {source} of run {number}: its process was never started, or the cluster has not gathered its files yet, or keeps them no more, or not where hdfs.log-dir says.");
    }
}
