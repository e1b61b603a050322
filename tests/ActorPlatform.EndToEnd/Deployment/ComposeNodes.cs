using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using ActorPlatform.EndToEnd.Waits;

namespace ActorPlatform.EndToEnd.Deployment;

/// <summary>A node of docker-compose.yml as a process of this machine.</summary>
internal sealed record ComposeNode(string Name, Process Process, int Port)
{
    private static readonly HttpClient s_http = new() { Timeout = TimeSpan.FromSeconds(60) };

    private Uri Api => new($"http://127.0.0.1:{Port}/api/v1/");

    /// <summary>The nodes as this one lists them, each by its newest start: <c>n1 UP, n2 UP</c>.</summary>
    public async Task<string?> NodesAsync() => string.Join(", ", (await s_http.GetFromJsonAsync<JsonElement>(new Uri(Api, "nodes"))).GetProperty("items").EnumerateArray()
        .GroupBy(node => node.GetProperty("name").GetString()).Select(starts => starts.MaxBy(node => node.GetProperty("incarnation").GetInt64()))
        .Select(node => $"{node.GetProperty("name").GetString()} {node.GetProperty("state").GetString()}").Order(StringComparer.Ordinal));

    public async Task<string> DefineAsync()
    {
        var spec = new { name = "orders", artifact = "hdfs:///sandbox/demo.jar", entryClass = "com.example.Orders", target = new { cluster = "s" } };
        using var answer = await s_http.PostAsJsonAsync(new Uri(Api, "jobs"), spec);
        var text = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBe(201, text);
        return JsonElement.Parse(text).GetProperty("id").GetString()!;
    }

    public async Task<string?> StatusOfJobAsync(string job) => (await s_http.GetFromJsonAsync<JsonElement>(new Uri(Api, $"jobs/{job}"))).GetProperty("status").GetString();

    public async Task DrainAsync(string name)
    {
        using var answer = await s_http.PostAsync(new Uri(Api, $"nodes/{name}/drain"), null);
        ((int)answer.StatusCode).ShouldBe(202, await answer.Content.ReadAsStringAsync());
    }
}

/// <summary>All of them; what runs at the end is killed.</summary>
internal sealed record ComposeNodes(ComposeNode[] All) : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    public async Task AreAsync(string expected, ComposeNode[] asSeenBy)
    {
        foreach (var node in asSeenBy)
            await Until.SeenAsync($"{node.Name} lists {expected}", s_patience, node.NodesAsync, nodes => nodes == expected, () => Task.FromResult("see the output above"));
    }

    public ValueTask DisposeAsync()
    {
        foreach (var node in All)
        {
            if (!node.Process.HasExited)
                node.Process.Kill(entireProcessTree: true);
            node.Process.Dispose();
        }

        return ValueTask.CompletedTask;
    }
}
