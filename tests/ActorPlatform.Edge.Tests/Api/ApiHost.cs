using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ActorPlatform.Api;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace ActorPlatform.Edge.Tests.Api;

/// <summary>The facade on a real server on a free port of loopback, with jobs in memory.</summary>
public sealed class ApiHost : IAsyncLifetime
{
    private WebApplication? _app;

    /// <summary>Requests held by <c>?wait=</c> at one time.</summary>
    internal const int MaxWaiting = 3;

    /// <summary>The largest artifact.</summary>
    internal const long MaxArtifactBytes = 24 * 1024 * 1024;

    /// <summary>Streams of events at one time.</summary>
    internal const int MaxStreams = 3;

    /// <summary>Limits other than the defaults.</summary>
    internal Action<ApiOptions> Limits { get; init; } = _ => { };

    internal FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    internal FakeJobs Jobs { get; private set; } = null!;

    internal LogCollector Log { get; } = new();

    internal HttpClient Client { get; private set; } = null!;

    internal Uri Address { get; private set; } = null!;

    /// <summary>Everything that is mapped.</summary>
    internal IEnumerable<Endpoint> Endpoints => ((IEndpointRouteBuilder)_app!).DataSources.SelectMany(s => s.Endpoints);

    public async Task InitializeAsync()
    {
        Jobs = new FakeJobs(Time);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(Log);
        builder.Services.AddSingleton<IJobs>(Jobs).AddSingleton<IClusters, FakeClusters>();
        builder.Services.AddActorPlatformApi().Configure<ApiOptions>(options =>
        {
            options.MaxWaiting = MaxWaiting;
            options.MaxStreams = MaxStreams;
            options.MaxArtifactBytes = MaxArtifactBytes;
            options.StreamHeartbeat = TimeSpan.FromMilliseconds(300);
            options.StreamWriteWithin = TimeSpan.FromMilliseconds(500);
        }).Configure(Limits);
        _app = builder.Build();
        _app.MapActorPlatformApi();
        await _app.StartAsync();
        Address = new Uri(_app.Urls.First());
        
        // A loaded machine is slow to say that a large body may come, or may not.
        Client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = Address };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _app!.DisposeAsync();
    }

    internal Task StopAsync() => _app!.StopAsync();

    /// <summary>Sends a request and reads the answer.</summary>
    internal async Task<Response> SendAsync(string method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        foreach (var (name, value) in headers)
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content!.Headers.Add(name, value);
        using var response = await Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var json = text.Length > 0 && response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true ? JsonElement.Parse(text) : default;
        return new Response((int)response.StatusCode, response.Headers, response.Content.Headers.ContentType?.MediaType, json);
    }

    internal Task<Response> GetAsync(string path) => SendAsync("GET", path);

    internal Task<Response> PostAsync(string path, string? body = null, string? key = null) =>
        key is null ? SendAsync("POST", path, body) : SendAsync("POST", path, body, ("Idempotency-Key", key));

    /// <summary>Defines a job and returns its id.</summary>
    internal async Task<string> DefineAsync(string externalId)
    {
        var response = await PostAsync("/api/v1/jobs", Specs.Good.Replace("autodts-4711", externalId, StringComparison.Ordinal));
        response.Status.ShouldBeOneOf(200, 201);
        return response.Json.GetProperty("id").GetString()!;
    }
}

/// <summary>An answer.</summary>
internal sealed record Response(int Status, HttpResponseHeaders Headers, string? MediaType, JsonElement Json)
{
    public string? Code => Json.GetProperty("code").GetString();

    /// <summary>The names of the fields that were complained about.</summary>
    public string[] Errors => [.. Json.GetProperty("errors").EnumerateObject().Select(p => p.Name)];

    public string? Text(string name) => Json.TryGetProperty(name, out var value) ? value.GetString() : null;

    public void ShouldBeProblem(int status, string code)
    {
        Status.ShouldBe(status, Json.ValueKind == JsonValueKind.Undefined ? "" : Json.ToString());
        MediaType.ShouldBe("application/problem+json");
        Code.ShouldBe(code);
        Json.GetProperty("status").GetInt32().ShouldBe(status);
        Json.GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
        Json.GetProperty("type").GetString().ShouldBe($"urn:actorplatform:error:{code}");
    }
}
