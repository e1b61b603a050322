using System.Text.Json;
using ActorPlatform.Api.Problems;
using ActorPlatform.Api.Reading;
using ActorPlatform.Api.Wire;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.Specs;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace ActorPlatform.Api.Commands;

/// <summary>Reads a command's arguments; what is wrong goes to the errors.</summary>
internal delegate JobCommand ReadCommand(ObjectReader body, QueryReader query, InputErrors errors);

/// <summary>Carries commands from HTTP to the job and its answer back.</summary>
internal sealed class CommandRunner(IJobs jobs, HeldRequests held, IOptions<ApiOptions> options)
{
    /// <summary>How long an answer is held at most.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    /// <summary>Runs a command that makes an operation: 202 with it, or a problem.</summary>
    public async Task<IResult> RunAsync(HttpContext context, string id, OperationKind kind, ReadCommand read)
    {
        if (!SpecValidator.IsId(id))
            return Problem.JobNotFound(id);
        var errors = new InputErrors();
        var query = new QueryReader(context.Request.Query, errors);
        var wait = query.Duration("wait", LongestWait);
        var dryRun = query.Bool("dryRun") ?? false;
        var body = await JsonBody.ReadAsync(context, options.Value, required: false);
        var reader = new ObjectReader(body, "", errors);
        var command = read(reader, query, errors);
        reader.Close();
        query.Close();
        foreach (var problem in command.Check())
            errors.Add(problem.Path, problem.Message);
        var key = IdempotencyKey.Read(context.Request, errors);
        if (!errors.IsEmpty)
            return Problem.Invalid(errors);
        if (dryRun)
            return await TryAsync(context, new JobId(id), command);
        var answer = await AskAsync(context, new JobId(id), key, command, body);
        return answer is Answer.Accepted { Reply: OperationReply reply } ? await AcceptedAsync(context, new OperationBody(reply.Id.Value, id, EnumNames.Of(kind)), wait) : Refused(answer);
    }

    /// <summary>Asks a job. Without a key of the caller's, a repetition is another command.</summary>
    public Task<Answer> AskAsync(HttpContext context, JobId job, string? key, JobCommand command, JsonElement body)
    {
        var path = $"{context.Request.Path}?force={(command is RetireJob { Force: true } ? "true" : "false")}";
        var request = new JobRequest(
            key is null ? $"r-{Guid.NewGuid():N}" : Identities.Command(job, key),
            Canonical.Fingerprint(context.Request.Method, path, body),
            ByOf(context),
            command);
        return jobs.AskAsync(job, request, context.RequestAborted);
    }

    /// <summary>Tells what a command would do, or the problem that it would be answered with; does nothing.</summary>
    public async Task<IResult> TryAsync(HttpContext context, JobId job, JobCommand command)
    {
        var request = new JobRequest($"r-{Guid.NewGuid():N}", "", ByOf(context), command);
        return await jobs.TryAsync(job, request, context.RequestAborted) switch
        {
            Trial.Accepted accepted => Answers.Ok(TrialBody.Of(job, TrialOutline.Of(accepted, await jobs.ListClustersAsync(context.RequestAborted))), ReadableJson.Default.TrialBody),
            Trial.Rejected rejected => Problem.Of(rejected.Reason),
            var other => throw new InvalidOperationException($"{other} is no outcome of a trial."),
        };
    }

    /// <summary>The problem that an answer other than an acceptance stands for.</summary>
    public static IResult Refused(Answer answer) => answer switch
    {
        Answer.Rejected rejected => Problem.Of(rejected.Reason),
        Answer.Busy busy => Problem.Busy(busy.RetryAfter),
        Answer.InProgress inProgress => Problem.InProgress(inProgress.RetryAfter),
        Answer.Unavailable unavailable => Problem.Unavailable(unavailable.Why, unavailable.RetryAfter),
        _ => throw new InvalidOperationException($"The job answered {answer}, which this request does not expect."),
    };

    /// <summary>Who asks.</summary>
    public static string ByOf(HttpContext context) => context.User.Identity?.Name ?? "anonymous";

    /// <summary>The answer to what was accepted: the operation as it stands now, or when it ends or the time is over.</summary>
    /// <param name="certain">What is known of it for certain.</param>
    public async Task<IResult> AcceptedAsync(HttpContext context, OperationBody certain, TimeSpan wait)
    {
        context.Response.Headers.Location = $"/api/v1/operations/{certain.Id}";
        var operation = await ReadAsync(new OperationId(certain.Id), wait, context.RequestAborted);

        // Accepted and durable, but not readable just now: the caller gets what is certain, never an error that invites a repetition.
        var body = operation is null ? certain : await OperationAnswers.ReadAsync(jobs, operation, context.RequestAborted);
        return Answers.Status(202, body, ReadableJson.Default.OperationBody);
    }

    private async Task<OperationSight?> ReadAsync(OperationId id, TimeSpan wait, CancellationToken cancellationToken)
    {
        try
        {
            if (wait <= TimeSpan.Zero || !held.TryEnter())
                return await jobs.FindOperationAsync(id, cancellationToken);
            try
            {
                return await jobs.WaitAsync(id, wait, cancellationToken);
            }
            finally
            {
                held.Leave();
            }
        }
        catch (JobUnavailableException)
        {
            return null;
        }
    }
}
