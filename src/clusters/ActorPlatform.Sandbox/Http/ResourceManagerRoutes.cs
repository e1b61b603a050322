using System.Text.Json;
using System.Text.Json.Nodes;
using ActorPlatform.Sandbox.Simulation;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ActorPlatform.Sandbox.Http;

/// <summary><c>/ws/v1/cluster</c>.</summary>
internal sealed class ResourceManagerRoutes(SimulatedCluster cluster, string authority, Callers callers)
{
    private const string WebApp = "org.apache.hadoop.yarn.webapp";
    private const long TotalMb = 100_000_000;
    private const int TotalCores = 100_000;
    private const int FlushBytes = 64 * 1024;
    private readonly ApplicationJson _applications = new(cluster, authority);

    /// <param name="rest">The segments after <c>/ws/v1/cluster</c>.</param>
    public Task HandleAsync(HttpContext context, string[] rest) => (context.Request.Method, rest) switch
    {
        ("GET", ["info"] or []) => InfoAsync(context),
        ("GET", ["metrics"]) => Reply.BytesAsync(context, 200, Metrics(), "application/json;charset=utf-8"),
        ("GET", ["scheduler"]) => Reply.BytesAsync(context, 200, Reply.Template("scheduler"), "application/json;charset=utf-8"),
        ("POST", ["apps", "new-application"]) => NewAsync(context),
        ("POST", ["apps"]) => SubmitAsync(context),
        ("GET", ["apps"]) => ListAsync(context),
        ("GET", ["apps", var id]) => FindAsync(context, id, (application, now) => Reply.JsonAsync(context, 200, json => WriteOne(json, application, now))),
        ("GET", ["apps", var id, "state"]) => FindAsync(context, id, (application, now) => StateAsync(context, 200, ApplicationJson.StateOf(cluster, application, now))),
        ("PUT", ["apps", var id, "state"]) => KillAsync(context, id),
        _ => Reply.PageAsync(context, 404, "Not Found"),
    };

    private static string UserOf(HttpContext context) => context.Request.Query["user.name"] is [{ Length: > 0 } user, ..] ? user : "dr.who";

    private static Task StateAsync(HttpContext context, int status, string state) => Reply.JsonAsync(context, status, json =>
    {
        json.WriteStartObject();
        json.WriteString("state", state);
        json.WriteEndObject();
    });

    private Task InfoAsync(HttpContext context) => Reply.JsonAsync(context, 200, json =>
    {
        const string Built = "3.4.3 from 9d50c6884666e794e45102260a4017bb31802e1b by sandbox";
        json.WriteStartObject();
        json.WriteStartObject("clusterInfo");
        json.WriteNumber("id", cluster.StartedOn);
        json.WriteNumber("startedOn", cluster.StartedOn);
        json.WriteString("state", "STARTED");
        json.WriteString("haState", "ACTIVE");
        json.WriteString("rmStateStoreName", "org.apache.hadoop.yarn.server.resourcemanager.recovery.LeveldbRMStateStore");
        json.WriteString("resourceManagerVersion", "3.4.3");
        json.WriteString("resourceManagerBuildVersion", Built);
        json.WriteString("resourceManagerVersionBuiltOn", "2026-02-12T15:48Z");
        json.WriteString("hadoopVersion", "3.4.3");
        json.WriteString("hadoopBuildVersion", Built);
        json.WriteString("hadoopVersionBuiltOn", "2026-02-12T15:31Z");
        json.WriteString("haZooKeeperConnectionState", "Could not find leader elector. Verify both HA and automatic failover are enabled.");
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private byte[] Metrics()
    {
        var known = cluster.Known;
        var states = known.GroupBy(application => cluster.Look(application, (one, now) => ApplicationJson.StateOf(cluster, one, now))).ToDictionary(group => group.Key, group => group.Count());
        // Counted since its start, also those that it has forgotten.
        var ended = cluster.All.Where(application => application.End?.At >= cluster.StartedOn).CountBy(application => application.End!.State).ToDictionary();
        var living = known.Where(application => application.End is null).ToList();
        var memory = living.Sum(application => application.Plan.MasterMb);
        var document = JsonNode.Parse(Reply.Template("metrics"))!;
        var metrics = document["clusterMetrics"]!;
        metrics["appsSubmitted"] = known.Count;
        metrics["appsRunning"] = states.GetValueOrDefault("RUNNING");
        metrics["appsPending"] = states.GetValueOrDefault("ACCEPTED");
        metrics["appsCompleted"] = ended.GetValueOrDefault("FINISHED");
        metrics["appsFailed"] = ended.GetValueOrDefault("FAILED");
        metrics["appsKilled"] = ended.GetValueOrDefault("KILLED");
        metrics["totalMB"] = TotalMb;
        metrics["allocatedMB"] = memory;
        metrics["availableMB"] = TotalMb - memory;
        metrics["totalVirtualCores"] = TotalCores;
        metrics["allocatedVirtualCores"] = living.Count;
        metrics["availableVirtualCores"] = TotalCores - living.Count;
        return JsonSerializer.SerializeToUtf8Bytes(document);
    }

    private Task NewAsync(HttpContext context) => Reply.JsonAsync(context, 200, json =>
    {
        json.WriteStartObject();
        json.WriteString("application-id", cluster.NewId());
        json.WriteStartObject("maximum-resource-capability");
        json.WriteNumber("memory", SubmissionReader.MaxMemory);
        json.WriteNumber("vCores", SubmissionReader.MaxCores);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private async Task SubmitAsync(HttpContext context)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            var root = body.RootElement;
            var id = root.GetProperty("application-id").GetString() ?? "";
            if (!IsId(id))
                await BadIdAsync(context, id);
            else if (root.TryGetProperty("resource", out var asked) && (asked.GetProperty("memory").GetInt64() > SubmissionReader.MaxMemory || asked.GetProperty("vCores").GetInt32() > SubmissionReader.MaxCores))
                await Reply.RemoteAsync(context, 400, "BadRequestException", WebApp, $"Requested more memory than configured max: {SubmissionReader.MaxMemory} MiB, {SubmissionReader.MaxCores} cores");
            else
            {
                callers.Note(context, id);
                cluster.Submit(reader => reader.Read(root, UserOf(context)));
                context.Response.Headers[HeaderNames.Location] = $"http://{authority}/ws/v1/cluster/apps/{id}";
                context.Response.StatusCode = StatusCodes.Status202Accepted;
            }
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            await Reply.RemoteAsync(context, 400, "BadRequestException", WebApp, $"java.lang.Exception: no submission: {e.Message}");
        }
    }

    private async Task ListAsync(HttpContext context)
    {
        var query = ApplicationQuery.Of(context.Request.Query);
        await using var json = Reply.Stream(context);
        json.WriteStartObject();
        json.WriteStartObject("apps");
        var count = 0;
        foreach (var application in cluster.Known)
        {
            if (count == query.Limit)
                break;
            if (!query.HasTag(application) || !cluster.Look(application, (one, now) => WriteIf(json, one, now, query, count == 0)))
                continue;
            count++;
            if (json.BytesPending > FlushBytes)
            {
                await json.FlushAsync(context.RequestAborted);
                await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            }
        }

        if (count > 0)
            json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private bool WriteIf(Utf8JsonWriter json, SimulatedApplication application, long now, ApplicationQuery query, bool isFirst)
    {
        if (!query.Matches(ApplicationJson.StateOf(cluster, application, now), application))
            return false;
        if (isFirst)
            json.WriteStartArray("app");
        _applications.Write(json, application, now, query.Without);
        return true;
    }

    private void WriteOne(Utf8JsonWriter json, SimulatedApplication application, long now)
    {
        json.WriteStartObject();
        json.WritePropertyName("app");
        _applications.Write(json, application, now, []);
        json.WriteEndObject();
    }

    private Task FindAsync(HttpContext context, string id, Func<SimulatedApplication, long, Task> answer)
    {
        if (!IsId(id))
            return BadIdAsync(context, id);
        return cluster.Find(id) is { } application
            ? cluster.Look(application, answer)
            : Reply.RemoteAsync(context, 404, "NotFoundException", WebApp, $"java.lang.Exception: app with id: {id} not found");
    }

    private async Task KillAsync(HttpContext context, string id)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        if (!body.RootElement.TryGetProperty("state", out var state) || state.GetString() != "KILLED")
        {
            await Reply.RemoteAsync(context, 400, "BadRequestException", WebApp, "java.lang.Exception: Only 'KILLED' is allowed as a target state.");
            return;
        }

        await FindAsync(context, id, (application, _) =>
        {
            if (application.End is { } end)
                return StateAsync(context, 200, end.State);
            cluster.Do(new KillApplication(id, UserOf(context)));
            context.Response.Headers[HeaderNames.Location] = $"http://{authority}/ws/v1/cluster/apps/{id}/state";
            return StateAsync(context, 202, "KILLED");
        });
    }

    private static bool IsId(string id) => id.StartsWith("application_", StringComparison.Ordinal) && id.Count(c => c == '_') == 2 && id["application_".Length..].All(c => char.IsAsciiDigit(c) || c == '_');

    private static Task BadIdAsync(HttpContext context, string id) => Reply.RemoteAsync(
        context, 400, "BadRequestException", WebApp, $"java.lang.IllegalArgumentException: Invalid ApplicationId prefix: {id}. The valid ApplicationId should start with prefix application");
}
