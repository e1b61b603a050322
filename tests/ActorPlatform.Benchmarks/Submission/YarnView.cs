using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ActorPlatform.Benchmarks.Submission;

/// <summary>The ResourceManager's list of applications, asked from beside the engine.</summary>
internal sealed class YarnView(string resourceManager) : IDisposable
{
    private static readonly TimeSpan s_endsWithin = TimeSpan.FromSeconds(60);
    private readonly HttpClient _http = new() { BaseAddress = new Uri(resourceManager) };

    /// <summary>The application with the tag, once it was accepted; null before.</summary>
    public async Task<string?> FindAcceptedAsync(string tag, CancellationToken cancellationToken)
    {
        var answer = await _http.GetFromJsonAsync<JsonNode>($"/ws/v1/cluster/apps?applicationTags={tag}", cancellationToken);
        var app = (answer?["apps"] as JsonObject)?["app"]?[0];
        return app?["state"]?.GetValue<string>() is "ACCEPTED" or "RUNNING" ? app["id"]!.GetValue<string>() : null;
    }

    /// <summary>Kills it and waits for its end, so that it takes no resources from the next one.</summary>
    public async Task KillAsync(string application, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_endsWithin);
        var state = "";
        while (state is not ("KILLED" or "FAILED" or "FINISHED"))
        {
            using var answer = await _http.PutAsJsonAsync($"/ws/v1/cluster/apps/{application}/state?user.name=root", new { state = "KILLED" }, patience.Token);
            await Task.Delay(SubmissionBenchmark.LookEvery, patience.Token);
            state = (await _http.GetFromJsonAsync<JsonNode>($"/ws/v1/cluster/apps/{application}/state", patience.Token))?["state"]?.GetValue<string>() ?? "";
        }
    }

    public void Dispose() => _http.Dispose();
}
