using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ActorPlatform.Sandbox.Http;

/// <summary>Kestrel with nothing around it.</summary>
internal static class WebServer
{
    private const long MaxBodyBytes = 4L * 1024 * 1024 * 1024;

    public static WebApplication Make(string url, RequestDelegate handle)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        }).UseUrls(url);
        var app = builder.Build();
        app.Run(handle);
        return app;
    }

    /// <summary>Stops it as a killed process would: connections break.</summary>
    public static async Task BreakAsync(WebApplication app)
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
    }
}
