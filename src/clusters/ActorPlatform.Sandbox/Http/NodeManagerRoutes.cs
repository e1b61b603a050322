using System.Globalization;
using System.Text;
using ActorPlatform.Sandbox.Simulation;
using Microsoft.AspNetCore.Http;

namespace ActorPlatform.Sandbox.Http;

/// <summary><c>/ws/v1/node</c>: one NodeManager, with log aggregation switched off, so that it keeps the logs of ended containers.</summary>
internal sealed class NodeManagerRoutes(SimulatedCluster cluster)
{
    /// <param name="rest">The segments after <c>/ws/v1/node</c>.</param>
    public Task HandleAsync(HttpContext context, string[] rest) => rest switch
    {
        ["info"] => InfoAsync(context),
        ["containers", var container] => ContainerAsync(context, container),
        ["containers", var container, "logs", var file] => LogAsync(context, container, file),
        ["containers", _, "logs", ..] => Missing(context, "Cannot find this log on the local disk."),
        _ => Reply.PageAsync(context, 404, "Not Found"),
    };

    private static Task Missing(HttpContext context, string message) =>
        Reply.RemoteAsync(context, 404, "NotFoundException", "org.apache.hadoop.yarn.webapp", $"java.lang.Exception: {message}");

    private Task InfoAsync(HttpContext context) => Reply.JsonAsync(context, 200, json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("nodeInfo");
        json.WriteString("id", cluster.Name);
        json.WriteNumber("nmStartupTime", cluster.BornAt);
        json.WriteBoolean("nodeHealthy", value: true);
        json.WriteString("hadoopVersion", "3.4.3");
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private Task ContainerAsync(HttpContext context, string container) =>
        Find(container) is { } application && cluster.Look(application, static (one, now) => one.Lives(now))
            ? Reply.JsonAsync(context, 200, json =>
            {
                json.WriteStartObject();
                json.WriteStartObject("container");
                json.WriteString("id", container);
                json.WriteString("state", "RUNNING");
                json.WriteString("user", application.Plan.User);
                json.WriteEndObject();
                json.WriteEndObject();
            })
            : Missing(context, $"Container {container} not found.");

    private Task LogAsync(HttpContext context, string container, string file)
    {
        if (Find(container) is not { } application || !cluster.Look(application, static (one, now) => one.HadContainer(now)))
            return Missing(context, $"Container {container} not found.");
        if (cluster.Look(application, (one, _) => FileOf(one, container, file)) is not { } log)
            return Missing(context, "Cannot find this log on the local disk.");
        var (length, part) = (log.Length, log);
        if (long.TryParse(context.Request.Query["size"], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var size) && Math.Abs(size) < length)
            part = size < 0 ? log[^(int)-size..] : log[..(int)size];
        var head = $"Container: {container} on {cluster.Name}\nLogAggregationType: LOCAL\n{new string('=', 90)}\nLogType:{file}\nLogLength:{length}\nLogContents:\n";
        var foot = $"End of LogType:{file}.This log file belongs to a running container ({container}) and so may not be complete.\n{new string('*', 90)}\n\n";
        byte[] text = [.. Encoding.UTF8.GetBytes(head), .. part, .. Encoding.UTF8.GetBytes(foot)];
        return Reply.BytesAsync(context, 200, text, "text/plain;charset=utf-8");
    }

    private static byte[]? FileOf(SimulatedApplication application, string container, string file) => file switch
    {
        "jobmanager.log" when container == ApplicationJson.ContainerOf(application.Plan) => MasterLog.Of(application),
        "jobmanager.err" or "jobmanager.out" when container == ApplicationJson.ContainerOf(application.Plan) => [],
        "taskmanager.log" when container == TaskManagers.IdOf(application.Plan) => TaskManagers.Log(application),
        _ => null,
    };

    private SimulatedApplication? Find(string container)
    {
        var parts = container.Split('_');
        return parts.Length == 5 ? cluster.FindEver($"application_{parts[1]}_{parts[2]}") : null;
    }
}
