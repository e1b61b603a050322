using ActorPlatform.Api.Commands;
using ActorPlatform.Api.Reading;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.Specs;
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

    private static StartJob Start(ObjectReader body, QueryReader query, InputErrors errors) => new(Restore(body, errors));

    private static SuspendJob Suspend(ObjectReader body, QueryReader query, InputErrors errors) => new(body.Bool("drain") ?? false);

    private static RestartJob Restart(ObjectReader body, QueryReader query, InputErrors errors) => new(Restore(body, errors));

    private static KillJob Kill(ObjectReader body, QueryReader query, InputErrors errors)
    {
        var fence = body.Text("fence") ?? "PROOF";
        var reason = body.Text("reason");
        if (fence is not ("PROOF" or "OPERATOR_CONFIRMS_DEAD"))
            errors.Add("fence", $"is '{Text.Shown(fence)}'; allowed: PROOF, OPERATOR_CONFIRMS_DEAD.");
        if (fence == "OPERATOR_CONFIRMS_DEAD" && string.IsNullOrWhiteSpace(reason))
            errors.Add("reason", "is missing: who confirms a death without proof says how they know.");
        if (reason is { Length: > 1000 })
            errors.Add("reason", $"has {reason.Length} characters; at most 1000 are allowed.");
        return new KillJob(fence == "OPERATOR_CONFIRMS_DEAD", reason);
    }

    private static SaveJob Save(ObjectReader body, QueryReader query, InputErrors errors)
    {
        var format = body.Text("format") ?? "CANONICAL";
        if (format is not ("CANONICAL" or "NATIVE"))
            errors.Add("format", $"is '{Text.Shown(format)}'; allowed: CANONICAL, NATIVE.");
        return new SaveJob(format);
    }

    private static string? Restore(ObjectReader body, InputErrors errors)
    {
        var restore = body.Text("restore");
        if (restore is not null && !SpecValidator.IsId(restore, 128))
            errors.Add("restore", $"is '{Text.Shown(restore)}'; latest, none, or the id of a restore point is expected.");
        return restore;
    }
}
