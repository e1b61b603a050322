using ActorPlatform.Api.Commands;
using ActorPlatform.Api.Reading;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorPlatform.Api.Endpoints;

/// <summary>Commands on a job that make an operation.</summary>
internal static class CommandEndpoints
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapDelete("/jobs/{id}", (string id, HttpContext context, CommandRunner runner) => runner.RunAsync(context, id, OperationKind.Retire, Retire));
        group.MapPost("/jobs/{id}/start", (string id, HttpContext context, CommandRunner runner) => runner.RunAsync(context, id, OperationKind.Start, Start));
        group.MapPost("/jobs/{id}/suspend", (string id, HttpContext context, CommandRunner runner) => runner.RunAsync(context, id, OperationKind.Suspend, Suspend));
        group.MapPost("/jobs/{id}/kill", (string id, HttpContext context, CommandRunner runner) => runner.RunAsync(context, id, OperationKind.Kill, Kill));
        group.MapPost("/jobs/{id}/restart", (string id, HttpContext context, CommandRunner runner) => runner.RunAsync(context, id, OperationKind.Restart, Restart));
        group.MapPost("/jobs/{id}/savepoints", (string id, HttpContext context, CommandRunner runner) => runner.RunAsync(context, id, OperationKind.Savepoint, Save));
    }

    private static RetireJob Retire(ObjectReader body, QueryReader query, InputErrors errors) => new(query.Bool("force") ?? false);

    private static StartJob Start(ObjectReader body, QueryReader query, InputErrors errors) => new(body.Text("restore"));

    private static SuspendJob Suspend(ObjectReader body, QueryReader query, InputErrors errors) => new(body.Bool("drain") ?? false);

    private static RestartJob Restart(ObjectReader body, QueryReader query, InputErrors errors) => new(body.Text("restore"));

    private static KillJob Kill(ObjectReader body, QueryReader query, InputErrors errors)
    {
        var fence = body.Text("fence") ?? "PROOF";
        if (fence is not ("PROOF" or "OPERATOR_CONFIRMS_DEAD"))
            errors.Add("fence", $"is '{Text.Shown(fence)}'; allowed: PROOF, OPERATOR_CONFIRMS_DEAD.");
        return new KillJob(fence == "OPERATOR_CONFIRMS_DEAD", body.Text("reason"));
    }

    private static SaveJob Save(ObjectReader body, QueryReader query, InputErrors errors) => new(body.Text("format") ?? "CANONICAL");
}
