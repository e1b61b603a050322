using System.Text.Json.Nodes;

namespace ActorPlatform.EndToEnd.Rigs;

/// <summary>What the cluster itself says: asked of the ResourceManager and, through its proxy, of Flink. Nothing of the product.</summary>
internal sealed class YarnTruth(Uri resourceManager)
{
    private static readonly string[] s_live = ["NEW", "NEW_SAVING", "SUBMITTED", "ACCEPTED", "RUNNING"];
    private static readonly HttpClient s_http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>All applications of a job that the ResourceManager knows, oldest first.</summary>
    public async Task<IReadOnlyList<YarnApplication>> ApplicationsAsync(string job)
    {
        var body = JsonNode.Parse(await s_http.GetStringAsync(new Uri(resourceManager, $"/ws/v1/cluster/apps?applicationTags=ap-job-{job}")))!;
        var apps = body["apps"]?["app"]?.AsArray() ?? [];
        return [.. apps.Select(a => YarnApplication.Of(a!)).OrderBy(a => a.Started)];
    }

    /// <summary>The applications of a job that are not final.</summary>
    public async Task<IReadOnlyList<YarnApplication>> LiveAsync(string job) => [.. (await ApplicationsAsync(job)).Where(a => s_live.Contains(a.State))];

    /// <summary>A Flink job's accumulators; null while it cannot be asked or has none yet.</summary>
    public async Task<RigCounts?> CountsAsync(string application, string flinkJob)
    {
        try
        {
            var body = JsonNode.Parse(await s_http.GetStringAsync(new Uri(resourceManager, $"/proxy/{application}/jobs/{flinkJob}/accumulators")))!;
            var values = body["user-task-accumulators"]!.AsArray().ToDictionary(a => a!["name"]!.GetValue<string>(), a => long.Parse(a!["value"]!.GetValue<string>()));
            return values.Count < 4 ? null : new RigCounts(values["offset"], values["restored-offset"], values["total"], values["restored-total"]);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or System.Text.Json.JsonException)
        {
            return null;
        }
    }
}

/// <summary>An application as YARN has it.</summary>
/// <param name="Started">Milliseconds since 1970.</param>
internal sealed record YarnApplication(string Id, string State, string FinalStatus, string Tags, long Started)
{
    public static YarnApplication Of(JsonNode node) => new(
        node["id"]!.GetValue<string>(),
        node["state"]!.GetValue<string>(),
        node["finalStatus"]!.GetValue<string>(),
        node["applicationTags"]?.GetValue<string>() ?? "",
        node["startedTime"]!.GetValue<long>());
}

/// <summary>What the rig's job counts. In every checkpoint the offsets and the total are equal.</summary>
internal sealed record RigCounts(long Offset, long RestoredOffset, long Total, long RestoredTotal);
