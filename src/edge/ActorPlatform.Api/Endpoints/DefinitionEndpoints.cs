using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ActorPlatform.Api.Commands;
using ActorPlatform.Api.Problems;
using ActorPlatform.Api.Reading;
using ActorPlatform.Api.Specs;
using ActorPlatform.Api.Wire;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Specs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace ActorPlatform.Api.Endpoints;

/// <summary>Defining jobs and changing their specs.</summary>
internal sealed class DefinitionEndpoints(IJobs jobs, IClusters clusters, CommandRunner runner, IOptions<ApiOptions> options)
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/jobs", (HttpContext context, DefinitionEndpoints endpoints) => endpoints.CreateAsync(context));
        group.MapPut("/jobs/{id}/spec", (string id, HttpContext context, DefinitionEndpoints endpoints) => endpoints.ChangeAsync(id, context));
        group.MapGet("/jobs/{id}/spec/versions", (string id, HttpContext context, DefinitionEndpoints endpoints) => endpoints.ListVersionsAsync(id, context));
        group.MapGet("/jobs/{id}/spec/versions/{from}/diff/{to}", (string id, string from, string to, HttpContext context, DefinitionEndpoints endpoints) => endpoints.DiffAsync(id, (from, to), context));
    }

    private async Task<IResult> DiffAsync(string id, (string From, string To) versions, HttpContext context)
    {
        var errors = new InputErrors();
        new QueryReader(context.Request.Query, errors).Close();
        if (!errors.IsEmpty)
            return Problem.Invalid(errors);
        if (!SpecValidator.IsId(id) || await jobs.ReadSpecVersionsAsync(new JobId(id), context.RequestAborted) is not { } all)
            return Problem.JobNotFound(id);
        if (Find(all, versions.From) is not { } from)
            return NoVersion(versions.From, all);
        return Find(all, versions.To) is { } to ? Answers.Ok(SpecDiffBody.Of(from, to), ReadableJson.Default.SpecDiffBody) : NoVersion(versions.To, all);
    }

    private static SpecVersion? Find(ImmutableArray<SpecVersion> versions, string number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? versions.FirstOrDefault(v => v.Version == wanted) : null;

    private static ProblemResult NoVersion(string number, ImmutableArray<SpecVersion> versions) =>
        Problem.NotFound("spec.version-not-found", $"The job has no spec version '{Text.Shown(number)}'; it has 1 to {versions.Length}.");

    private async Task<IResult> CreateAsync(HttpContext context)
    {
        var (input, problem) = await ReadAsync(context);
        if (problem is not null)
            return problem;
        var id = input!.Spec switch
        {
            { ExternalId: { } external } spec => Identities.JobOfExternalId(spec.Tenant, external),
            var spec when input.Key is { } key => Identities.JobOfKey(spec.Tenant, key),
            _ => new JobId($"job-{Guid.NewGuid():N}"[..28]),
        };
        if (input.DryRun)
            return await runner.TryAsync(context, id, new DefineJob(input.Spec));
        var answer = await runner.AskAsync(context, id, input.Key, new DefineJob(input.Spec), input.Body);
        if (answer is not Answer.Accepted { Reply: JobDefinedReply reply })
            return CommandRunner.Refused(answer);
        context.Response.Headers.Location = $"/api/v1/jobs/{reply.Job.Value}";
        return await AnswerAsync(context, reply.Created ? 201 : 200, reply.Job, reply.SpecVersion);
    }

    private async Task<IResult> ChangeAsync(string id, HttpContext context)
    {
        if (!SpecValidator.IsId(id))
            return Problem.JobNotFound(id);
        var (version, refusal) = IfMatch.Read(context.Request);
        if (refusal is not null)
            return refusal;
        var (input, problem) = await ReadAsync(context);
        if (problem is not null)
            return problem;
        if (input!.DryRun)
            return await runner.TryAsync(context, new JobId(id), new ChangeSpec(input.Spec, version));
        var answer = await runner.AskAsync(context, new JobId(id), input.Key, new ChangeSpec(input.Spec, version), input.Body);
        return answer is Answer.Accepted { Reply: SpecChangedReply reply } ? await AnswerAsync(context, 200, new JobId(id), reply.SpecVersion) : CommandRunner.Refused(answer);
    }

    private async Task<IResult> ListVersionsAsync(string id, HttpContext context)
    {
        var errors = new InputErrors();
        new QueryReader(context.Request.Query, errors).Close();
        if (!errors.IsEmpty)
            return Problem.Invalid(errors);
        var versions = SpecValidator.IsId(id) ? await jobs.ReadSpecVersionsAsync(new JobId(id), context.RequestAborted) : null;
        return versions is { } found
            ? Answers.Ok(new ListBody<SpecVersionBody>([.. found.Select(SpecVersionBody.Of)]), ReadableJson.Default.ListBodySpecVersionBody)
            : Problem.JobNotFound(id);
    }

    private async Task<(Input? Input, IResult? Problem)> ReadAsync(HttpContext context)
    {
        var errors = new InputErrors();
        var query = new QueryReader(context.Request.Query, errors);
        var dryRun = query.Bool("dryRun") ?? false;
        query.Close();
        var body = await JsonBody.ReadAsync(context, options.Value, required: true);
        var spec = SpecReader.Read(new ObjectReader(body, "", errors), clusters.Names, errors);
        var key = IdempotencyKey.Read(context.Request, errors);
        return errors.IsEmpty ? (new Input(spec, key, body, dryRun), null) : (null, Problem.Invalid(errors));
    }

    private async Task<IResult> AnswerAsync(HttpContext context, int status, JobId id, int version)
    {
        var body = await FindAsync(id, context.RequestAborted) ?? new JobBody { Id = id.Value, SpecVersion = version };
        context.Response.Headers.ETag = Answers.ETag(body.SpecVersion ?? version);
        return Answers.Status(status, body, ReadableJson.Default.JobBody);
    }

    /// <summary>It is durable already: where it cannot be read just now, the caller gets what is certain.</summary>
    private async Task<JobBody?> FindAsync(JobId id, CancellationToken cancellationToken)
    {
        try
        {
            return await jobs.FindAsync(id, cancellationToken) is { } job ? JobBody.Of(job) : null;
        }
        catch (JobUnavailableException)
        {
            return null;
        }
    }

    private sealed record Input(JobSpec Spec, string? Key, JsonElement Body, bool DryRun);
}
