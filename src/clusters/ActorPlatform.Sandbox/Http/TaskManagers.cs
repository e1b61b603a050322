using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActorPlatform.Sandbox.Simulation;
using Microsoft.AspNetCore.Http;

namespace ActorPlatform.Sandbox.Http;

/// <summary>A run's one TaskManager, which has a slot for each of its tasks. Its figures are those of a recorded one.</summary>
internal static class TaskManagers
{
    public static string IdOf(JobPlan plan) => $"container_{plan.Application["application_".Length..]}_01_000002";

    /// <param name="rest">The segments after <c>taskmanagers</c>.</param>
    public static Task AnswerAsync(HttpContext context, SimulatedApplication application, long now, string[] rest)
    {
        var isThere = now >= application.Times.TasksAt && application.Job is { HasEnded: false };
        return rest switch
        {
            [] => Reply.JsonAsync(context, 200, json => new JsonObject { ["taskmanagers"] = isThere ? new JsonArray(Of(application, now, withUse: false)) : [] }.WriteTo(json)),
            [var id] when !isThere || id != IdOf(application.Plan) => Reply.ErrorsAsync(
                context, 500, "Internal server error.", $"<Exception on server side:\norg.apache.flink.runtime.resourcemanager.exceptions.UnknownTaskExecutorException: No TaskExecutor registered under {id}."),
            [var id, _] when !isThere || id != IdOf(application.Plan) => Reply.ErrorsAsync(
                context, 404, $"org.apache.flink.runtime.rest.NotFoundException: Failed to transfer file from TaskExecutor {id} because it was unknown."),
            [_] => Reply.JsonAsync(context, 200, json => Of(application, now, withUse: true).WriteTo(json)),
            [_, "log"] => Reply.BytesAsync(context, 200, Log(application), "text/plain"),
            _ => Reply.ErrorsAsync(context, 404, "Not found."),
        };
    }

    /// <summary>Its taskmanager.log, made from what is known of the run.</summary>
    public static byte[] Log(SimulatedApplication application)
    {
        var (plan, log) = (application.Plan, new StringBuilder());
        Line(application.Times.TasksAt, "INFO ", $"Starting YarnTaskExecutorRunner of the sandbox, container {IdOf(plan)}.");
        Line(application.Times.TasksAt, "INFO ", $"Receive slot request for job {plan.FlinkJob}, {plan.Parallelism} in all.");
        foreach (var error in application.Job?.Failures ?? [])
            Line(error.At, "WARN ", $"rig-count -> Sink: rig-total (1/{plan.Parallelism}) switched from RUNNING to FAILED with failure cause:\n{error.StackTrace}");
        return Encoding.UTF8.GetBytes(log.ToString());

        void Line(long at, string level, string text) => log.Append(MasterLog.Line(at, level, text));
    }

    private static JsonObject Of(SimulatedApplication application, long now, bool withUse)
    {
        var (one, plan) = ((JsonObject)JsonNode.Parse(Reply.Template("task-manager"))!, application.Plan);
        one["id"] = IdOf(plan);
        one["path"] = string.Create(CultureInfo.InvariantCulture, $"pekko.tcp://flink@localhost:{30_000 + (application.Number % 30_000)}/user/rpc/taskmanager_0");
        one["timeSinceLastHeartbeat"] = now;
        one["slotsNumber"] = plan.Parallelism;
        one["allocatedSlots"]![0]!["jobId"] = plan.FlinkJob;
        if (!withUse)
            foreach (var name in new[] { "allocatedSlots", "metrics" })
                one.Remove(name);
        return one;
    }
}
