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

    // On one target strictly one after the other: what is mended late, on a busy machine, holds up the next step, or a node would be started twice.
    public async Task CarryOutAsync(IReadOnlyList<Step> steps)
    {
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(steps.GroupBy(step => step.Target).Select(async target =>
        {
            foreach (var step in target.OrderBy(step => step.At))
            {
                if (step.At > clock.Elapsed)
                    await Task.Delay(step.At - clock.Elapsed);
                tell($"{step.Fault} {Name(step)} for {step.Lasts.TotalSeconds:0.0} s {step.FailPoint}".TrimEnd());
                await BeginAsync(step);
                await Task.Delay(step.Lasts);
                await MendAsync(step);
                tell($"{step.Fault} {Name(step)} is over");
            }
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
            case Fault.HoldBackCommits:
                await site.Postgres.HoldBackAsync();
                break;
            case Fault.SlowCluster:
                await site.DoToClusterAsync("slow?latency=1500ms&errors=0.2");
                break;
            case Fault.HideCluster:
                await site.DoToClusterAsync("pause");
                break;
            case Fault.RestartManager:
                await site.DoToClusterAsync("restart-resource-manager?recovery=4s");
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
                await site.Nodes[step.Node].StartAsync(step.FailPoint);
                break;
            case Fault.Freeze:
                await site.Nodes[step.Node].WakeAsync();
                break;
            case Fault.CrashDatabase:
                await site.Postgres.StartAsync();
                break;
            case Fault.SlowCluster:
                await site.DoToClusterAsync("slow?latency=0");
                break;
            case Fault.HideCluster:
                await site.DoToClusterAsync("resume");
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

    private string Name(Step step) => step.IsOfNode ? site.Nodes[step.Node].Name : "of all";
}
