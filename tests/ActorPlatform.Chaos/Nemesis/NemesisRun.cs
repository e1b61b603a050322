using System.Diagnostics;
using ActorPlatform.Chaos.Processes;
using Npgsql;

namespace ActorPlatform.Chaos.Nemesis;

/// <summary>Carries a plan out on a site, and mends everything in the end.</summary>
internal sealed class NemesisRun(Site site, Action<string> tell)
{
    private const string EndSessions = """
        SELECT count(*) FILTER (WHERE pg_terminate_backend(a.pid)) FROM pg_stat_activity a
        JOIN node n ON n.session <> '' AND a.application_name LIKE 'actorplatform % ' || n.session WHERE n.name = @name AND NOT n.gone
        """;

    public async Task CarryOutAsync(IReadOnlyList<Step> steps)
    {
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(steps.Select(async step =>
        {
            if (step.At > clock.Elapsed)
                await Task.Delay(step.At - clock.Elapsed);
            tell($"{step.Fault} {Name(step)} for {step.Lasts.TotalSeconds:0.0} s");
            await BeginAsync(step);
            await Task.Delay(step.Lasts);
            await MendAsync(step);
            tell($"{step.Fault} {Name(step)} is over");
        }));
    }

    private async Task BeginAsync(Step step)
    {
        var node = site.Nodes[step.Node];
        switch (step.Fault)
        {
            case Fault.Kill:
                await node.KillAsync();
                break;
            case Fault.Freeze:
                await node.FreezeAsync();
                break;
            case Fault.CrashDatabase:
                await site.Postgres.StopImmediatelyAsync();
                break;
            default:
                await EndSessionsAsync(node);
                break;
        }
    }

    private async Task MendAsync(Step step)
    {
        switch (step.Fault)
        {
            case Fault.Kill:
                await site.Nodes[step.Node].StartAsync();
                break;
            case Fault.Freeze:
                await site.Nodes[step.Node].WakeAsync();
                break;
            case Fault.CrashDatabase:
                await site.Postgres.StartAsync();
                break;
        }
    }

    private async Task EndSessionsAsync(EngineNode node)
    {
        try
        {
            await using var connection = await site.Postgres.OpenAsync();
            await using var command = new NpgsqlCommand(EndSessions, connection);
            command.Parameters.AddWithValue("name", node.Name);
            tell($"{await command.ExecuteScalarAsync()} sessions of {node.Name} ended");
        }
        catch (NpgsqlException exception)
        {
            // The database is away by another step: there is no session to end.
            tell($"no session of {node.Name} ended: {exception.Message}");
        }
    }

    private string Name(Step step) => step.Fault == Fault.CrashDatabase ? "postgres" : site.Nodes[step.Node].Name;
}
