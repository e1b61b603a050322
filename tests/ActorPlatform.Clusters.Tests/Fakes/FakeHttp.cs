using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Clusters.Tests.Fakes;

/// <summary>A request that arrived.</summary>
internal sealed record FakeRequest(string Method, string Path, string Query, string Body, string? ContentType);

/// <summary>A server of this process on a port of its own; each test says what it answers. Later routes win.</summary>
internal sealed class FakeHttp : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentStack<(string Method, string PathStart, RequestDelegate Answer)> _routes = new();
    private readonly SemaphoreSlim _arrived = new(0);

    private FakeHttp(WebApplication app) => _app = app;

    public ConcurrentQueue<FakeRequest> Requests { get; } = new();

    public Uri Uri => new(_app.Urls.Single() + "/");

    public string Address => Uri.Authority;

    public static async Task<FakeHttp> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var fake = new FakeHttp(app);
        app.Run(fake.AnswerAsync);
        await app.StartAsync();
        return fake;
    }

    /// <summary>A port on which nobody listens.</summary>
    public static Uri Refusing()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
    }

    public FakeHttp On(string method, string pathStart, RequestDelegate answer)
    {
        _routes.Push((method, pathStart, answer));
        return this;
    }

    /// <summary>Answers with a recording.</summary>
    public FakeHttp Play(string method, string pathStart, string recording) => On(method, pathStart, context => PlayAsync(context, recording));

    public FakeHttp Json(string method, string pathStart, string body, int status = 200) =>
        Text(method, pathStart, body, "application/json;charset=utf-8", status);

    public FakeHttp Text(string method, string pathStart, string body, string contentType, int status = 200) =>
        On(
            method,
            pathStart,
            async context =>
            {
                context.Response.StatusCode = status;
                context.Response.ContentType = contentType;
                await context.Response.WriteAsync(body);
            });

    /// <summary>Accepts, and never answers.</summary>
    public FakeHttp Hang(string method, string pathStart) =>
        On(method, pathStart, context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));

    /// <summary>Breaks the connection in the middle of an answer.</summary>
    public FakeHttp Break(string method, string pathStart) =>
        On(
            method,
            pathStart,
            async context =>
            {
                context.Response.ContentLength = 1000;
                await context.Response.WriteAsync("{\"half\":");
                await context.Response.Body.FlushAsync();
                context.Abort();
            });

    public static async Task PlayAsync(HttpContext context, string name)
    {
        var recording = Recording.Read(name);
        context.Response.StatusCode = recording.Status;
        foreach (var (header, value) in recording.Headers)
            context.Response.Headers[header] = value;
        await context.Response.WriteAsync(recording.Body);
    }

    /// <summary>Waits until one more request has arrived.</summary>
    public async Task ArrivedAsync() => (await _arrived.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue("no request arrived");

    public int Count(string method, string pathStart) =>
        Requests.Count(request => request.Method == method && request.Path.StartsWith(pathStart, StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
        _arrived.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        Requests.Enqueue(
            new FakeRequest(
                context.Request.Method,
                context.Request.Path.Value!,
                context.Request.QueryString.Value ?? "",
                body,
                context.Request.ContentType));
        _arrived.Release();
        foreach (var (method, pathStart, answer) in _routes)
            if (context.Request.Method == method && context.Request.Path.Value!.StartsWith(pathStart, StringComparison.Ordinal))
            {
                await answer(context);
                return;
            }

        context.Response.StatusCode = 404;
        await context.Response.WriteAsync("no route in this fake");
    }
}
