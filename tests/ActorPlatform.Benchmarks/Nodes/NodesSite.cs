using System.Text.Json.Nodes;
using ActorPlatform.Actors.Jobs.Rows;
using ActorPlatform.Benchmarks.Engines;
using ActorPlatform.Benchmarks.Fleet;
using ActorPlatform.Client.Http;
using ActorPlatform.Client.Model;
using Npgsql;

namespace ActorPlatform.Benchmarks.Nodes;

/// <summary>Some nodes on one PostgreSQL, and a sandbox cluster; each a process of its own. But for the bounds of the cluster, so that the fleet starts soon, all settings are the defaults.</summary>
internal sealed class NodesSite(PostgresDatabases postgres, int count) : IAsyncDisposable
{
    private static readonly TimeSpan s_start = TimeSpan.FromMinutes(1);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actorplatform-nodes-");
    private readonly Uri[] _addresses = [.. Enumerable.Range(0, count).Select(_ => FleetSite.Address())];
    private readonly ProgramProcess?[] _engines = new ProgramProcess?[count];
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 1000 });
    private ProgramProcess? _sandbox;

    public HttpClient Http => _http;

    public PostgresDatabases Postgres => postgres;

    public static async Task<NodesSite> StartAsync(int count, CancellationToken cancellationToken)
    {
        var site = new NodesSite(await PostgresDatabases.StartAsync(cancellationToken), count);
        var control = FleetSite.Address();
        site._sandbox = await ProgramProcess.StartAsync(
            site._folder.FullName, "sandbox ready", s_start, cancellationToken, "sandbox", "--clusters", "a", "--listen", control.Authority, "--data", site._folder.FullName, "--checkpoint-every", "60s");
        for (var node = 0; node < count; node++) await site.StartNodeAsync(node, cancellationToken);
        await site.BeAllThereAsync(cancellationToken);
        return site;
    }

    /// <summary>Returns at once.</summary>
    public async Task StartNodeAsync(int node, CancellationToken cancellationToken)
    {
        var file = Path.Combine(_folder.FullName, $"n{node}.conf");
        await File.WriteAllTextAsync(file, Configuration(node), cancellationToken);
        _engines[node] = await ProgramProcess.StartAsync(_folder.FullName, null, s_start, cancellationToken, "serve", "--config", file);
    }

    public Task KillNodeAsync(int node) => _engines[node]!.KillAsync();

    public Task FreezeNodeAsync(int node, bool frozen) => _engines[node]!.FreezeAsync(frozen);

    public ActorPlatformHttpClient ClientOf(int node) => new(_addresses[node]);

    public Uri ApiOf(int node, string path) => new(_addresses[node], path);

    /// <summary>As the node sees them, without those that are gone.</summary>
    public async Task<Node[]> NodesAsync(int of, CancellationToken cancellationToken)
    {
        using var client = ClientOf(of);
        return [.. (await client.ListNodesAsync(cancellationToken)).Where(node => !node.IsOver).OrderBy(node => node.Incarnation)];
    }

    /// <summary>The number of the oldest node, which coordinates.</summary>
    public async Task<int> OldestAsync(CancellationToken cancellationToken) => int.Parse((await NodesAsync(0, cancellationToken))[0].Name[1..]);

    /// <summary>Waits until all nodes are members, and see each other.</summary>
    public Task BeAllThereAsync(CancellationToken cancellationToken) => Until.TrueAsync(
        async () =>
        {
            for (var node = 0; node < count; node++)
                if ((await NodesAsync(node, cancellationToken)).Count(other => other.State == "UP" && other.Answers is true) != count)
                    return false;
            return true;
        },
        cancellationToken);

    /// <summary>Whether no node has more jobs than another by as many.</summary>
    public async Task<bool> IsEvenAsync(int within, CancellationToken cancellationToken)
    {
        var entities = (await NodesAsync(0, cancellationToken)).Select(node => node.Entities ?? 0).ToArray();
        return entities.Length == count && entities.Max() - entities.Min() < within;
    }

    /// <summary>The jobs that the node owns: whose newest commit it wrote. A row's writer begins with the word of the incarnation that wrote it.</summary>
    public async Task<string[]> JobsOfAsync(int node, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(postgres.ConnectionString);
        await using var command = source.CreateCommand($"""
            SELECT split_part(persistence_id, '|', 2)
            FROM (SELECT DISTINCT ON (persistence_id) persistence_id, writer_uuid FROM actorplatform.journal WHERE persistence_id LIKE '{JobDefinition.Kind}|%'
                  ORDER BY persistence_id, sequence_number DESC) AS newest
            JOIN actorplatform.node ON session <> '' AND starts_with(writer_uuid, session) AND NOT gone
            WHERE name = 'n{node}'
            """);
        var jobs = new List<string>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken)) jobs.Add(rows.GetString(0));
        return [.. jobs];
    }

    public async Task<long> RunningAsync(CancellationToken cancellationToken)
    {
        var answer = JsonNode.Parse(await _http.GetStringAsync(ApiOf(0, "/api/v1/jobs/summary?by=status"), cancellationToken))!;
        return answer["by"]!["status"]!["RUNNING"]?.GetValue<long>() ?? 0;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var engine in _engines.OfType<ProgramProcess>()) await engine.DisposeAsync();
        if (_sandbox is not null) await _sandbox.DisposeAsync();
        await postgres.DisposeAsync();
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    private string Configuration(int node) => $$"""
        actorplatform {
          installation = "nodes"
          node.name = "n{{node}}"
          http.url = "{{_addresses[node].GetLeftPart(UriPartial.Authority)}}"
          storage { provider = postgres, postgres.connection-string = "{{postgres.ConnectionString}}" }
          jobs.monitor.slow = 30s
          include "{{Path.Combine(_folder.FullName, "sandbox.conf")}}"
          clusters.a.bounds { rate = 1000, job-manager-rate = 1000 }
        }

        """;
}
