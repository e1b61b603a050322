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

    public async Task<IReadOnlyList<JournalRow>> JournalAsync() => await RowsAsync(
        "SELECT persistence_id, sequence_number, commit_id, command_id, writer_uuid, convert_from(message, 'UTF8') FROM journal ORDER BY persistence_id, sequence_number",
        row =>
        {
            var message = row.GetString(5);
            using var json = JsonDocument.Parse(message);
            long? claim = json.RootElement.TryGetProperty("claim", out var value) ? value.GetInt64() : null;
            return new JournalRow(row.GetString(0), row.GetInt64(1), row.GetGuid(2).ToString("N"), row.IsDBNull(3) ? null : row.GetString(3), row.GetString(4), claim, message);
        });

    public async Task<IReadOnlyList<Operation>> OperationsAsync() =>
        await RowsAsync("SELECT id, entity_id, state FROM operation ORDER BY id", row => new Operation(row.GetString(0), row.GetString(1), row.GetString(2)));

    public async Task<IReadOnlyList<Application>> ApplicationsAsync() => [.. (await site.ApplicationsAsync()).Select(application => Read(application!))];

    /// <summary>The job through a node; its status is that of the answer where it is not 200.</summary>
    public async Task<(Reach Reach, JobEnd? End)> ReadAsync(string job, EngineNode node)
    {
        var answer = await site.Api.GetAsync(node.Address, $"/api/v1/jobs/{job}");
        var end = answer.Status == 200 ? new JobEnd(job, answer.Text("status")!, answer.Body!["run"]?["applicationId"]?.GetValue<string>()) : null;
        return (new Reach(job, node.Name, answer.Status), end);
    }

    private async Task<IReadOnlyList<T>> RowsAsync<T>(string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var connection = await site.Postgres.OpenAsync();
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

        DateTimeOffset? TimeOf(string field) => application[field] is { } value ? DateTimeOffset.Parse(value.GetValue<string>(), CultureInfo.InvariantCulture) : null;
    }
}
