using System.Text.Json;
using ActorPlatform.Sandbox.Files;
using ActorPlatform.Sandbox.Simulation;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ActorPlatform.Sandbox.Http;

/// <summary>Everything that answers on a cluster's address, told apart by paths: ResourceManager, its proxy, NameNode and DataNode, NodeManager, all JobManagers.</summary>
internal sealed class ClusterRoutes(ClusterServer server)
{
    private readonly ResourceManagerRoutes _manager = new(server.Cluster, server.Authority, server.Callers);
    private readonly WebHdfsRoutes _files = new(server.Cluster, server.Authority);
    private readonly NodeManagerRoutes _node = new(server.Cluster);
    private readonly JobManagerRoutes _jobs = new(server.Cluster);

    public async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        server.Callers.Arrive(context);
        if (ApplicationOf(segments) is { } asked)
            server.Callers.Note(context, asked);
        server.Requests.Count(RequestCounts.RouteOf(context.Request.Method, segments, context.Request.Query["op"].ToString()));
        try
        {
            if (await server.Faults.PassAsync(context, ClusterParts.NeededBy(segments)))
                await RouteAsync(context, segments);
            else
                await Reply.PageAsync(context, 500, "Server Error");
        }
        catch (JsonException e) when (!context.Response.HasStarted)
        {
            await Reply.PageAsync(context, 400, e.GetType().Name);
        }
        catch (Exception e) when (e is OperationCanceledException or ConnectionResetException)
        {
            context.Abort();
        }
    }

    private Task RouteAsync(HttpContext context, string[] segments) => segments switch
    {
        ["ws", "v1", "cluster", .. var rest] => _manager.HandleAsync(context, rest),
        ["webhdfs", "v1", .. var rest] => _files.HandleAsync(context, FileTree.PathOf("/" + string.Join('/', rest))),
        ["ws", "v1", "node", .. var rest] => _node.HandleAsync(context, rest),
        ["proxy", var id, .. var rest] => ProxyAsync(context, id, rest),
        [JobManagerRoutes.Segment, var number, .. var rest] when int.TryParse(number, out var parsed) && server.Cluster.Find(parsed) is { } application => _jobs.HandleAsync(context, application, rest),
        _ => Reply.PageAsync(context, 404, "Not Found"),
    };

    // A submission names its application in its body: the ResourceManager notes it.
    private string? ApplicationOf(string[] segments) => segments switch
    {
        ["ws", "v1", "cluster", "apps", var id, ..] when id != "new-application" => id,
        ["proxy", var id, ..] => id,
        [JobManagerRoutes.Segment, var number, ..] when int.TryParse(number, out var parsed) => server.Cluster.Find(parsed)?.Plan.Application,
        _ => null,
    };

    // Reads only, and only while the application runs; else it sends to the application's page.
    private Task ProxyAsync(HttpContext context, string id, string[] rest)
    {
        if (context.Request.Method == "PATCH")
            return Reply.BytesAsync(context, 501, ReadOnlyMemory<byte>.Empty, "text/plain");
        if (context.Request.Method != "GET")
            return Reply.PageAsync(context, 405, $"HTTP method {context.Request.Method} is not supported by this URL");
        if (server.Cluster.Find(id) is not { } application)
            return Reply.PageAsync(context, 404, "Not Found");
        if (server.Cluster.Look(application, (one, now) => ApplicationJson.StateOf(server.Cluster, one, now)) == "RUNNING")
            return _jobs.HandleAsync(context, application, rest);
        context.Response.Headers[HeaderNames.Location] = $"http://{server.Authority}/cluster/app/{id}";
        return Reply.BytesAsync(context, 302, "<html><head><title>Moved</title></head></html>\n"u8.ToArray(), "text/html;charset=utf-8");
    }
}
