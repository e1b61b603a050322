using System.Diagnostics;
using ActorPlatform.Chaos.Processes;
using Npgsql;

namespace ActorPlatform.Chaos.Nemesis;

/// <summary>Carries a plan out on a site, and mends everything in the end.</summary>
/// <param name="cutOff">Called with a stand-by's port when it receives nothing more, long before it is promoted.</param>
/// <param name="stopped">Called when the server is gone in whose place it comes.</param>
internal sealed class NemesisRun(Site site, Action<string> tell, Func<int, Task> cutOff, Action stopped)
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
                tell($"{step.Fault} {Name(step)} for {step.Lasts.TotalSeconds:0.0} s {step.FailPoint}{(step.By == TimeSpan.Zero ? "" : $"by {step.By.TotalSeconds:0.0} s")}".TrimEnd());
                await BeginAsync(step);
                await Task.Delay(step.Lasts);
                await MendAsync(step);
                tell($"{step.Fault} {Name(step)} is over");
            }
        }));
    }

    private Task BeginAsync(Step step)
    {
        var node = site.Nodes[step.Node];
        return step.Fault switch
        {
            Fault.Kill => node.KillAsync(),
            Fault.Freeze or Fault.Suspend => node.FreezeAsync(),
            Fault.Hang => node.HangAsync(step.Lasts),
            Fault.StepClock => Do(() => node.SetClock(step.By)),
            Fault.CutOff or Fault.Deafen or Fault.CutFromDatabase or Fault.SlowLinks => Do(() => ChangeLinks(step, node.Name)),
            Fault.EndSessions => EndSessionsAsync(node),
            Fault.CrashDatabase => site.Postgres.StopImmediatelyAsync(),
            Fault.PromoteStandby => site.Postgres.PromoteStandbyAsync(step.Lasts, cutOff, stopped),
            Fault.FillDisk => FillDiskAsync(),
            Fault.StepDatabaseClock => Do(() => site.Postgres.SetClock(step.By)),
            Fault.HoldBackCommits => site.Postgres.HoldBackAsync(),
            Fault.SlowCluster => site.DoToClusterAsync("slow?latency=1500ms&errors=0.2"),
            Fault.HideCluster => site.DoToClusterAsync("pause"),
            Fault.RestartManager => site.DoToClusterAsync("restart-resource-manager?recovery=4s"),
            _ => throw new ArgumentOutOfRangeException(nameof(step), step.Fault, "Nobody knows how."),
        };
    }

    private Task MendAsync(Step step)
    {
        var node = site.Nodes[step.Node];
        return step.Fault switch
        {
            Fault.Kill => node.StartAsync(step.FailPoint),
            Fault.Freeze => node.WakeAsync(),
            Fault.Suspend => node.ResumeAsync(step.Lasts),
            Fault.StepClock => Do(() => node.SetClock(TimeSpan.Zero)),
            Fault.CutOff or Fault.Deafen or Fault.CutFromDatabase or Fault.SlowLinks => Do(() => ClearLinks(node.Name)),
            Fault.CrashDatabase => site.Postgres.StartAsync(),
            Fault.FillDisk => site.Postgres.FreeDiskAsync(),
            Fault.StepDatabaseClock => Do(() => site.Postgres.SetClock(TimeSpan.Zero)),
            Fault.SlowCluster => site.DoToClusterAsync("slow?latency=0"),
            Fault.HideCluster => site.DoToClusterAsync("resume"),
            _ => Task.CompletedTask,
        };
    }

    private static Task Do(Action act)
    {
        act();
        return Task.CompletedTask;
    }

    private IEnumerable<string> Others(string node) => site.Nodes.Select(other => other.Name).Where(other => other != node);

    private void ChangeLinks(Step step, string node)
    {
        var network = site.Network;
        foreach (var other in step.Fault == Fault.CutFromDatabase ? [Network.Database] : step.Fault == Fault.SlowLinks ? [.. Others(node), Network.Database] : Others(node))
            if (step.Fault == Fault.SlowLinks)
            {
                network.Slow(node, other, step.By);
                network.Slow(other, node, step.By);
            }
            else
            {
                network.Cut(other, node);
                if (step.Fault != Fault.Deafen)
                    network.Cut(node, other);
            }
    }

    // A way between two nodes whose links are both disturbed is clear when the first of them is mended.
    private void ClearLinks(string node)
    {
        foreach (var other in Others(node).Append(Network.Database))
        {
            site.Network.Clear(node, other);
            site.Network.Clear(other, node);
        }
    }

    private async Task FillDiskAsync()
    {
        try
        {
            await site.Postgres.FillDiskAsync();
        }
        catch (NpgsqlException exception)
        {
            tell($"the disk is full: {exception.Message}");
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
