using ActorPlatform.Api.Commands;
using ActorPlatform.Api.Problems;
using ActorPlatform.Api.Reading;
using ActorPlatform.Api.Wire;
using ActorPlatform.Jobs.Facade;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace ActorPlatform.Api.Endpoints;

/// <summary>The engine's own nodes.</summary>
internal sealed class NodeEndpoints(IJobs jobs, IOptions<ApiOptions> options)
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/nodes", (HttpContext context, NodeEndpoints endpoints) => endpoints.ListAsync(context));
        group.MapPost("/nodes/{name}/drain", (string name, HttpContext context, NodeEndpoints endpoints) => endpoints.DrainAsync(name, context));
    }

    private async Task<IResult> ListAsync(HttpContext context)
    {
        var errors = new InputErrors();
        new QueryReader(context.Request.Query, errors).Close();
        if (!errors.IsEmpty)
            return Problem.Invalid(errors);
        var nodes = await jobs.Nodes.ListAsync(context.RequestAborted);
        return Answers.Ok(new ListBody<NodeBody>([.. nodes.Select(NodeBody.Of)]), ReadableJson.Default.ListBodyNodeBody);
    }

    private async Task<IResult> DrainAsync(string name, HttpContext context)
    {
        var errors = new InputErrors();
        var query = new QueryReader(context.Request.Query, errors);
        var force = query.Bool("force") ?? false;
        query.Close();
        new ObjectReader(await JsonBody.ReadAsync(context, options.Value, required: false), "", errors).Close();
        if (!errors.IsEmpty)
            return Problem.Invalid(errors);
        return await jobs.Nodes.DrainAsync(new NodeDrainRequest(name, force, CommandRunner.ByOf(context)), context.RequestAborted) switch
        {
            NodeDrain.Accepted accepted => Answers.Status(202, NodeBody.Of(accepted.Node), ReadableJson.Default.NodeBody),
            NodeDrain.Rejected rejected => Problem.Of(rejected.Reason),
            var other => throw new InvalidOperationException($"{other} is no outcome of a drain."),
        };
    }
}
