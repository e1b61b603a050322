using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ActorPlatform.EndToEnd.Rigs;

/// <summary>Somebody who knows the cluster and not the engine.</summary>
internal sealed class Stranger(Uri resourceManager)
{
    /// <summary>The name that YARN writes down for what he does.</summary>
    public const string Name = "stranger";

    private static readonly HttpClient s_http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(20) };

    /// <summary>As <c>yarn application -kill</c> does.</summary>
    public async Task KillAsync(string application)
    {
        using var answer = await s_http.PutAsJsonAsync(Address($"/{application}/state"), new JsonObject { ["state"] = "KILLED" });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>As <c>flink cancel</c>, or the button on Flink's own page, does.</summary>
    public async Task CancelAsync(string application, string flinkJob)
    {
        var app = JsonNode.Parse(await s_http.GetStringAsync(Address($"/{application}")))!["app"]!;
        using var answer = await s_http.PatchAsync(new Uri($"http://{app["amRPCAddress"]!.GetValue<string>()}/jobs/{flinkJob}?mode=cancel"), null);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The same submission under an id of its own, as if it were not known that it was made before.</summary>
    /// <returns>The new id.</returns>
    public Task<string> SubmitAgainAsync(ProxiedRequest submission) => SubmitAsync(JsonNode.Parse(submission.Body)!.AsObject(), submission.Target);

    /// <summary>A submission under an id of its own.</summary>
    /// <param name="target">Path and query, where it is posted as somebody else.</param>
    /// <returns>The id.</returns>
    public async Task<string> SubmitAsync(JsonObject submission, string? target = null)
    {
        using var made = await s_http.PostAsJsonAsync(Address("/new-application"), new JsonObject());
        var id = JsonNode.Parse(await made.Content.ReadAsStringAsync())!["application-id"]!.GetValue<string>();
        submission["application-id"] = id;
        using var answer = await s_http.PostAsJsonAsync(target is null ? Address("") : new Uri(resourceManager, target), submission);
        answer.EnsureSuccessStatusCode();
        return id;
    }

    private Uri Address(string path) => new(resourceManager, $"/ws/v1/cluster/apps{path}?user.name={Name}");
}
