using System.Text.Json.Nodes;
using ActorPlatform.Chaos.Checking;
using ActorPlatform.Chaos.Processes;
using Npgsql;

namespace ActorPlatform.Chaos.Runs;

/// <summary>
/// Brings about what the claim is there for: a node's commits wait on the server while it freezes; the next owner, who does not see them, carries out what was owed before; then they become durable.
/// Here: a kill that waits for the ResourceManager, and behind it a start that is queued.
/// </summary>
internal sealed class LateCommit(Site site, IReadOnlyList<string> jobs, Action<string> tell)
{
    private const int Gate = 4711;
    private static readonly TimeSpan s_within = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan s_sent = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);

    public async Task ProvokeAsync(EngineNode node)
    {
        await RunAllAsync();
        await site.DoToClusterAsync("pause?of=resource-manager");
        await TellAllAsync("kill");
        await using var gate = await site.Postgres.OpenAsync();
        var session = await HoldBackAsync(gate, node);
        var starts = TellAllAsync("start");
        await Task.Delay(s_sent);
        await node.FreezeAsync();
        var frozen = DateTimeOffset.UtcNow;
        await Until.TrueAsync($"{node.Name} is fenced", s_within, async () => await AskAsync(gate, "SELECT fenced FROM node WHERE session = @session", new NpgsqlParameter("session", session)) is true);

        // So slow that the outcome of an act comes long after it.
        await site.DoToClusterAsync("slow?latency=1500ms");
        await site.DoToClusterAsync("resume");
        tell(await ActsAsync(session, frozen) ? "the next owner acts: what was held back goes on" : "nobody acted");
        await AskAsync(gate, $"SELECT pg_advisory_unlock({Gate})");
        await starts;
        await node.WakeAsync();
        await site.DoToClusterAsync("slow?latency=0");
    }

    private static async Task<object?> AskAsync(NpgsqlConnection connection, string sql, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        return await command.ExecuteScalarAsync();
    }

    // Most of them: what a former round left may still be on its way.
    private Task RunAllAsync() => Until.TrueAsync("most jobs run", TimeSpan.FromMinutes(2), async () =>
    {
        await TellAllAsync("start");
        var answers = await Task.WhenAll(jobs.Select(job => site.Api.GetAsync(site.Nodes[0].Address, $"/api/v1/jobs/{job}")));
        return answers.Count(answer => answer.Text("status") == "RUNNING") > jobs.Count * 2 / 3;
    });

    private Task TellAllAsync(string action) => Task.WhenAll(jobs.Select((job, i) =>
        site.Api.SendAsync(HttpMethod.Post, site.Nodes[i % site.Nodes.Count].Address, $"/api/v1/jobs/{job}/{action}", action == "start" ? new JsonObject { ["restore"] = "none" } : [], $"{Guid.NewGuid():N}")));

    /// <returns>The word of the node's incarnation, whose rows wait from now on until the gate is opened.</returns>
    private async Task<string> HoldBackAsync(NpgsqlConnection gate, EngineNode node)
    {
        var session = (string)(await AskAsync(gate, "SELECT session FROM node WHERE name = @name ORDER BY incarnation DESC LIMIT 1", new NpgsqlParameter("name", node.Name)))!;
        await AskAsync(gate, $"SELECT pg_advisory_lock({Gate})");
        await AskAsync(
            gate,
            $"""
            CREATE OR REPLACE FUNCTION hold_back() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF left(NEW.writer_uuid, {session.Length}) = '{session}' THEN
                    PERFORM pg_advisory_lock_shared({Gate}), pg_advisory_unlock_shared({Gate});
                END IF;
                RETURN NEW;
            END $$;
            CREATE OR REPLACE TRIGGER hold_back BEFORE INSERT ON journal FOR EACH ROW EXECUTE FUNCTION hold_back();
            """);
        return session;
    }

    private async Task<bool> ActsAsync(string session, DateTimeOffset since)
    {
        var observer = new Observer(site);
        var owned = (await observer.JournalAsync(null)).GroupBy(row => row.Entity).Where(rows => rows.MaxBy(row => row.Sequence)!.Session == session).Select(rows => rows.Key).ToHashSet();
        for (var until = DateTimeOffset.UtcNow + s_within; DateTimeOffset.UtcNow < until; await Task.Delay(s_look))
            if ((await observer.ApplicationsAsync()).Where(application => owned.Contains(CommandRules.EntityOf(application.Job))).SelectMany(application => application.Turns)
                .Any(turn => turn.Session != session && turn.Acts.Any(at => at > since)))
                return true;
        return false;
    }
}
