using System.Text;
using System.Text.Json;
using ActorPlatform.Clusters.Tests.Fakes;

namespace ActorPlatform.Clusters.Tests.Sandbox;

/// <summary>Asks a sandbox what a real cluster was asked, and compares status, kind of content, and fields.</summary>
internal sealed class RecordedAnswers(SandboxSite site)
{
    public Task GetAsync(string recording, string path, params string[] optional) => CompareAsync(recording, HttpMethod.Get, path, null, optional);

    public Task PutAsync(string recording, string path, string? body = null) => CompareAsync(recording, HttpMethod.Put, path, body);

    public Task PostAsync(string recording, string path, string body) => CompareAsync(recording, HttpMethod.Post, path, body);

    public async Task CompareAsync(string recording, HttpMethod method, string path, string? body, params string[] optional)
    {
        var recorded = Recording.Read(recording);
        using var request = new HttpRequestMessage(method, new Uri(site.Address, path)) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await site.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();

        ((int)answer.StatusCode).ShouldBe(recorded.Status, $"{recording}: {text}");
        var headers = recorded.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value);
        if (headers.ContainsKey("location"))
            answer.Headers.Location.ShouldNotBeNull(recording);
        if (!headers.TryGetValue("content-type", out var type))
            return;
        answer.Content.Headers.ContentType?.MediaType.ShouldBe(type.Split(';')[0], recording);
        if (type.StartsWith("application/json", StringComparison.Ordinal))
            Shape.Differences(JsonElement.Parse(recorded.Body), JsonElement.Parse(text), "", optional).ShouldBeEmpty(recording);
    }
}
