using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActorPlatform.Chaos.Checking;
using ActorPlatform.Chaos.Processes;
using Npgsql;

namespace ActorPlatform.Chaos.Runs;

/// <summary>Reads what is true: the journal and the operations from the database, the applications from the sandbox.</summary>
internal sealed class Observer(Site site)
{
    private const string JobTag = "ap-job-";
    private const string RunTag = "ap-run-";

    /// <summary>How things stand; what the clients and the end know is left out.</summary>
    public async Task<History> HistoryAsync() => new() { Journal = await JournalAsync(null), Applications = await ApplicationsAsync(), Incarnations = await IncarnationsAsync() };

    /// <param name="port">Of a stand-by; null: the database's.</param>
    public async Task<IReadOnlyList<JournalRow>> JournalAsync(int? port) => await RowsAsync(
        "SELECT persistence_id, sequence_number, commit_id, command_id, writer_uuid, convert_from(message, 'UTF8'), pg_xact_commit_timestamp(xid::xid) FROM journal ORDER BY persistence_id, sequence_number",
        row =>
        {
            var message = row.GetString(5);
            using var json = JsonDocument.Parse(message);
            long? claim = json.RootElement.TryGetProperty("claim", out var value) ? value.GetInt64() : null;
            return new JournalRow(row.GetString(0), row.GetInt64(1), row.GetGuid(2).ToString("N"), row.IsDBNull(3) ? null : row.GetString(3), row.GetString(4), claim, message) { CommittedAt = row.IsDBNull(6) ? null : row.GetFieldValue<DateTimeOffset>(6) };
        },
        port);

    /// <summary>Whether the newest generation that was noted is the present server's timeline.</summary>
    public async Task<bool> IsGenerationNotedAsync() => (await RowsAsync(
        "SELECT identifier LIKE '%/' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) FROM generation ORDER BY number DESC LIMIT 1", row => row.GetBoolean(0))).SingleOrDefault();

    public async Task<IReadOnlyList<Operation>> OperationsAsync() =>
        await RowsAsync("SELECT id, entity_id, state FROM operation ORDER BY id", row => new Operation(row.GetString(0), row.GetString(1), row.GetString(2)));

    public async Task<IReadOnlyDictionary<string, long>> IncarnationsAsync() =>
        (await RowsAsync("SELECT session, incarnation FROM node", row => (Session: row.GetString(0), Incarnation: row.GetInt64(1)))).ToDictionary(node => node.Session, node => node.Incarnation);

    public async Task<IReadOnlyList<Application>> ApplicationsAsync()
    {
        // Applications first: who asked about one of them by then is told.
        var (applications, callers) = (await site.ApplicationsAsync(), await site.CallersAsync());
        return [.. applications.Select(application => Read(application!) is var read && callers[read.Id] is JsonArray turns ? read with { Turns = [.. turns.Select(turn => Turn(turn!))] } : read)];
    }

    /// <summary>The job through a node; its status is that of the answer where it is not 200.</summary>
    public async Task<(Reach Reach, JobEnd? End)> ReadAsync(string job, EngineNode node)
    {
        var answer = await site.Api.GetAsync(node.Address, $"/api/v1/jobs/{job}");
        var end = answer.Status == 200 ? new JobEnd(job, answer.Text("status")!, answer.Body!["run"]?["applicationId"]?.GetValue<string>()) : null;
        return (new Reach(job, node.Name, answer.Status), end);
    }

    private async Task<IReadOnlyList<T>> RowsAsync<T>(string sql, Func<NpgsqlDataReader, T> read, int? port = null)
    {
        await using var connection = await site.Postgres.OpenAsync(port);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }

    private static Application Read(JsonNode application)
    {
        var tags = application["tags"]!.AsArray().Select(tag => tag!.GetValue<string>()).ToList();
        return new Application(
            application["id"]!.GetValue<string>(),
            tags.Single(tag => tag.StartsWith(JobTag, StringComparison.Ordinal))[JobTag.Length..],
            int.Parse(tags.Single(tag => tag.StartsWith(RunTag, StringComparison.Ordinal))[RunTag.Length..], CultureInfo.InvariantCulture),
            TimeOf("liveFrom"),
            TimeOf("liveUntil"));

        DateTimeOffset? TimeOf(string field) => application[field] is { } value ? Time(value) : null;
    }

    private static Turn Turn(JsonNode turn) => new(
        SessionOf(turn["caller"]!.GetValue<string>()), Time(turn["from"]!), Time(turn["until"]!), [.. turn["acts"]!.AsArray().Select(at => Time(at!))]);

    // "actorplatform (0a1b2c3d4e5f)"
    private static string SessionOf(string caller) => caller[(caller.IndexOf('(', StringComparison.Ordinal) + 1)..].TrimEnd(')');

    private static DateTimeOffset Time(JsonNode value) => DateTimeOffset.Parse(value.GetValue<string>(), CultureInfo.InvariantCulture);
}
