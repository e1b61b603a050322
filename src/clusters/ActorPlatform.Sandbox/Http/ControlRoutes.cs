using System.Globalization;
using System.Text.Json;
using ActorPlatform.Sandbox.Simulation;
using Microsoft.AspNetCore.Http;

namespace ActorPlatform.Sandbox.Http;

/// <summary><c>/sandbox/clusters/NAME/…</c>: the truth, and faults on request.</summary>
internal sealed class ControlRoutes(IReadOnlyList<ClusterServer> clusters)
{
    private const int FlushBytes = 64 * 1024;
    private const long DefaultRecovery = 4000;
    private const long DefaultSurvival = 5000;

    public Task HandleAsync(HttpContext context)
    {
        var segments = (context.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments is not ["sandbox", "clusters", .. var rest])
            return RefuseAsync(context, 404, "The routes are /sandbox/clusters/{cluster}/…");
        if (rest is [] && context.Request.Method == "GET")
            return Reply.JsonAsync(context, 200, json => WriteNames(json));
        if (rest is not [var name, .. var what] || clusters.FirstOrDefault(cluster => cluster.Cluster.Name == name) is not { } server)
            return RefuseAsync(context, 404, $"There is no such cluster; there are: {string.Join(", ", clusters.Select(cluster => cluster.Cluster.Name))}.");
        return (context.Request.Method, what) switch
        {
            ("GET", ["applications"]) => TruthAsync(context, server.Cluster),
            ("GET", ["requests"]) => Reply.JsonAsync(context, 200, server.Requests.Write),
            ("GET", ["callers"]) => Reply.JsonAsync(context, 200, server.Callers.Write),
            ("GET", ["facts"]) => FactsAsync(context, server.Cluster),
            ("POST", ["applications", var id, var fault]) => ApplicationFaultAsync(context, server.Cluster, id, fault),
            ("POST", [var fault]) => FaultAsync(context, server, fault),
            _ => RefuseAsync(context, 404, $"There is no {context.Request.Method} {context.Request.Path}."),
        };
    }

    private static Task RefuseAsync(HttpContext context, int status, string detail) => Reply.JsonAsync(context, status, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("status", status);
        json.WriteString("detail", detail);
        json.WriteEndObject();
    });

    private static Task DoneAsync(HttpContext context) => Reply.JsonAsync(context, 200, static json =>
    {
        json.WriteStartObject();
        json.WriteEndObject();
    });

    private static long? Duration(HttpContext context, string name) => context.Request.Query[name] is [{ Length: > 0 } text, ..] ? FlinkText.Milliseconds(text) ?? -1 : null;

    private static async Task FaultAsync(HttpContext context, ClusterServer server, string fault)
    {
        switch (fault)
        {
            case "kill":
                await server.KillAsync();
                break;
            case "start":
                await server.ReviveAsync(context.RequestAborted);
                break;
            case "pause":
                await PauseAsync(context, server);
                return;
            case "resume":
                server.Faults.Resume();
                break;
            case "slow":
                await SlowAsync(context, server);
                return;
            case "restart-resource-manager":
                server.Cluster.Do(new StartManager(Math.Max(0, Duration(context, "recovery") ?? DefaultRecovery)));
                break;
            case "facts":
                await SetFactsAsync(context, server.Cluster);
                return;
            default:
                await RefuseAsync(context, 404, $"There is no fault '{fault}'; there are kill, start, pause, resume, slow, restart-resource-manager, facts.");
                return;
        }

        await DoneAsync(context);
    }

    private static Task PauseAsync(HttpContext context, ClusterServer server)
    {
        var part = context.Request.Query["of"] is [{ Length: > 0 } text, ..] ? text : ClusterParts.All;
        if (!ClusterParts.Names.Contains(part))
            return RefuseAsync(context, 400, $"of is one of {string.Join(", ", ClusterParts.Names)}.");
        server.Faults.Pause(part);
        return DoneAsync(context);
    }

    private static Task SlowAsync(HttpContext context, ClusterServer server)
    {
        var latency = Duration(context, "latency") ?? 0;
        var errors = context.Request.Query["errors"] is [{ Length: > 0 } text, ..]
            ? double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) ? share : -1
            : 0;
        if (latency is < 0 or > 3_600_000 || errors is < 0 or > 1)
            return RefuseAsync(context, 400, "latency is a duration (2s, 500ms; 0 ends it) of at most 1h, errors a share from 0 to 1.");
        server.Faults.Slow(TimeSpan.FromMilliseconds(latency), errors);
        return DoneAsync(context);
    }

    private static Task SetFactsAsync(HttpContext context, SimulatedCluster cluster)
    {
        var changes = context.Request.Query.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString()));
        if (cluster.Facts.With(changes, out var problem) is not { } facts)
            return RefuseAsync(context, 400, problem!);
        cluster.Do(new SetFacts(facts));
        return FactsAsync(context, cluster);
    }

    private static Task FactsAsync(HttpContext context, SimulatedCluster cluster) => Reply.JsonAsync(context, 200, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("completed-remembered", cluster.Facts.CompletedRemembered);
        json.WriteString("result-held", $"{cluster.Facts.ResultHeld}ms");
        json.WriteBoolean("stop-deletes-checkpoints", cluster.Facts.StopDeletesCheckpoints);
        json.WriteBoolean("failed-at-start", cluster.Facts.FailedAtStart);
        json.WriteEndObject();
    });

    private static Task ApplicationFaultAsync(HttpContext context, SimulatedCluster cluster, string id, string fault)
    {
        if (cluster.FindEver(id) is not { } application)
            return RefuseAsync(context, 404, $"No application {id} was ever submitted.");
        Command? command = fault switch
        {
            "fail" => new FailJob(application.Number),
            "lose" => new LoseApplication(application.Number),
            "lose-node" => new LoseNode(application.Number, Math.Max(0, Duration(context, "survives") ?? DefaultSurvival)),
            _ => null,
        };
        if (command is null)
            return RefuseAsync(context, 404, $"There is no fault '{fault}'; there are fail, lose, lose-node.");
        cluster.Do(command);
        return DoneAsync(context);
    }

    private static async Task TruthAsync(HttpContext context, SimulatedCluster cluster)
    {
        await using var json = Reply.Stream(context);
        json.WriteStartObject();
        json.WriteStartArray("applications");
        foreach (var application in cluster.All)
        {
            cluster.Look(application, (one, now) => TruthJson.Write(json, cluster, one, now));
            if (json.BytesPending > FlushBytes)
            {
                await json.FlushAsync(context.RequestAborted);
                await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteNames(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("clusters");
        foreach (var server in clusters)
        {
            json.WriteStartObject();
            json.WriteString("name", server.Cluster.Name);
            json.WriteString("url", $"http://{server.Authority}");
            json.WriteBoolean("down", server.Cluster.IsDown);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
