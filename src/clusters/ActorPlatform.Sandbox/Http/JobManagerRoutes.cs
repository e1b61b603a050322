using System.Globalization;
using System.Text.Json;
using ActorPlatform.Sandbox.Files;
using ActorPlatform.Sandbox.Simulation;
using Microsoft.AspNetCore.Http;

namespace ActorPlatform.Sandbox.Http;

/// <summary>
/// The JobManagers of all applications, each below a path of its own on the cluster's address, so that thousands need no ports. One that is gone answers as if another
/// application's JobManager had got its port.
/// </summary>
internal sealed class JobManagerRoutes(SimulatedCluster cluster)
{
    /// <summary>The path's first segment; the application's number follows.</summary>
    public const string Segment = "jobmanagers";

    private const string Rest = "org.apache.flink.runtime.rest";

    /// <summary>What YARN tells as <c>amRPCAddress</c>.</summary>
    public static string AddressOf(string authority, SimulatedApplication application) => $"{authority}/{Segment}/{application.Number}";

    /// <param name="rest">The segments after the JobManager's own.</param>
    public async Task HandleAsync(HttpContext context, SimulatedApplication application, string[] rest)
    {
        var (method, body) = (context.Request.Method, default(JsonDocument));
        if (method == "POST")
            body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        using (body)
            await cluster.Look(application, (one, now) => !one.Lives(now)
                ? GoneAsync(context, rest)
                : one.Job is { } job ? AnswerAsync(context, one, job, now, body, rest) : AnswerWithoutJobAsync(context, one, rest));
    }

    private static Task GoneAsync(HttpContext context, string[] rest) => rest switch
    {
        ["jobs", "overview"] => Reply.JsonAsync(context, 200, json => JobJson.Overview(json, null, null, 0)),
        ["jobmanager", "config"] => Reply.JsonAsync(context, 200, json => JobJson.Config(json, null)),
        ["jobs", var id, "status"] => NoJobAsync(context, id),
        _ => Reply.PageAsync(context, 500, "org.apache.http.conn.HttpHostConnectException: Connect to the JobManager failed: Connection refused"),
    };

    private static Task AnswerWithoutJobAsync(HttpContext context, SimulatedApplication application, string[] rest) => rest switch
    {
        ["jobs", "overview"] => Reply.JsonAsync(context, 200, json => JobJson.Overview(json, null, null, 0)),
        ["jobmanager", "config"] => Reply.JsonAsync(context, 200, json => JobJson.Config(json, application.Plan)),
        ["jobmanager", "log"] => LogAsync(context, application),
        ["jobs", var id, ..] => NoJobAsync(context, id),
        _ => Reply.ErrorsAsync(context, 404, "Not found."),
    };

    private Task AnswerAsync(HttpContext context, SimulatedApplication application, SimulatedJob job, long now, JsonDocument? body, string[] rest)
    {
        var plan = application.Plan;
        if (rest is ["jobs", { } id, ..] && id != "overview" && id != plan.FlinkJob)
            return IsJobId(id)
                ? NoJobAsync(context, id)
                : Reply.ErrorsAsync(context, 400, $"{Rest}.handler.RestHandlerException: Bad request, could not parse parameters: Cannot resolve path parameter (jobid) from value \"{id}\".");
        return (context.Request.Method, rest) switch
        {
            ("GET", ["jobs", "overview"]) => Reply.JsonAsync(context, 200, json => JobJson.Overview(json, plan, job, now)),
            ("GET", ["jobs", _, "status"]) => Reply.JsonAsync(context, 200, json => JobJson.Status(json, job)),
            ("GET", ["jobs", _, "checkpoints"]) => Reply.JsonAsync(context, 200, json => CheckpointJson.Write(json, plan, job)),
            ("GET", ["jobs", _, "exceptions"]) => Reply.JsonAsync(context, 200, json => JobJson.Exceptions(json, plan, job, Most(context))),
            ("GET", ["jobs", _, "metrics"]) => Reply.JsonAsync(context, 200, json => JobJson.Metrics(json, job, context.Request.Query["get"].ToString())),
            ("GET", ["jobs", _, "accumulators"]) => Reply.JsonAsync(context, 200, json => JobJson.Accumulators(json, plan, job, now)),
            ("GET", ["jobs", _, "savepoints", var trigger]) => PollAsync(context, application, job, trigger),
            ("GET", ["jobs", _, "yarn-cancel"]) or ("PATCH", ["jobs", _]) => CancelAsync(context, application),
            ("GET", ["taskmanagers", .. var task]) => TaskManagers.AnswerAsync(context, application, now, task),
            ("POST", ["jobs", _, "savepoints"]) => TriggerAsync(context, application, body!.RootElement, stop: false),
            ("POST", ["jobs", _, "stop"]) => TriggerAsync(context, application, body!.RootElement, stop: true),
            _ => AnswerWithoutJobAsync(context, application, rest),
        };
    }

    private static Task LogAsync(HttpContext context, SimulatedApplication application) => Reply.BytesAsync(context, 200, MasterLog.Of(application), "text/plain");

    private static bool IsJobId(string id) => id.Length == 32 && id.All(char.IsAsciiHexDigit);

    private static int Most(HttpContext context) => int.TryParse(context.Request.Query["maxExceptions"], NumberStyles.None, CultureInfo.InvariantCulture, out var most) ? most : 20;

    private static Task NoJobAsync(HttpContext context, string id) => Reply.ErrorsAsync(context, 404, $"{Rest}.NotFoundException: Job {id} not found");

    private Task TriggerAsync(HttpContext context, SimulatedApplication application, JsonElement body, bool stop)
    {
        var trigger = Text("triggerId") ?? Guid.NewGuid().ToString("n");
        var folder = Text("targetDirectory") ?? Text("target-directory");
        var drain = body.TryGetProperty("drain", out var drains) && drains.ValueKind == JsonValueKind.True;
        cluster.Do(new TriggerSavepoint(application.Number, trigger, folder is null ? application.Plan.SavepointFolder : FileTree.PathOf(folder), Text("formatType") ?? "CANONICAL", stop, drain));
        return Reply.JsonAsync(context, 202, json =>
        {
            json.WriteStartObject();
            json.WriteString("request-id", trigger);
            json.WriteEndObject();
        });

        string? Text(string name) => body.TryGetProperty(name, out var value) ? value.GetString() : null;
    }

    // The last unread result of a job that has ended is what its JobManager waits for: it answers, and is gone.
    private Task PollAsync(HttpContext context, SimulatedApplication application, SimulatedJob job, string trigger)
    {
        if (job.Operations.FirstOrDefault(operation => operation.Trigger == trigger) is not { } operation)
            return Reply.ErrorsAsync(
                context, 404, $"{Rest}.handler.RestHandlerException: There is no savepoint operation with triggerId={trigger} for job {application.Plan.FlinkJob}.");
        if (operation is { IsDone: true, IsRead: false })
            cluster.Do(new ReadResult(application.Number, trigger));
        return Reply.JsonAsync(context, 200, json => JobJson.Operation(json, operation, cluster.Name));
    }

    private Task CancelAsync(HttpContext context, SimulatedApplication application)
    {
        cluster.Do(new CancelJob(application.Number));
        return Reply.JsonAsync(context, 202, static json =>
        {
            json.WriteStartObject();
            json.WriteEndObject();
        });
    }
}
