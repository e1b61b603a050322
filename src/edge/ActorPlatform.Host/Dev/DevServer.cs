using System.Net;
using System.Net.Sockets;
using ActorPlatform.Host.CommandLine;
using ActorPlatform.Host.Configuration;
using ActorPlatform.Host.Serving;
using ActorPlatform.Hosting;
using ActorPlatform.Jobs.Facade;
using Microsoft.AspNetCore.Connections;

namespace ActorPlatform.Host.Dev;

/// <summary>An engine on SQLite with its facade, two simulated clusters and a demo job, all in this process.</summary>
internal static class DevServer
{
    private static readonly string[] s_clusters = ["a", "b"];

    /// <summary>Runs until it is asked to stop.</summary>
    /// <exception cref="AddressTakenException">Another program listens there; says what to do.</exception>
    /// <exception cref="RefusedException">Another one works in the folder.</exception>
    public static async Task<int> RunAsync(DevRequest request, Terminal terminal, CancellationToken cancellationToken)
    {
        CheckPort(request);

        // Its state is in the folder, not in memory: jobs live on while the engine is away, as on a real cluster.
        await using var sandbox = await StartSandboxAsync(request, cancellationToken);
        var settings = SettingsReader.Read(await DevConfiguration.WriteAsync(request, cancellationToken), request.Overrides);
        Listening.Check(settings.Http.Url, insecure: false);
        var run = new NodeRun(settings, LogLevel.Warning, (app, stopping) => GreetAsync(app, new DevPlace(app.Urls.First(), sandbox, request.Data), terminal, stopping));
        var code = await NodeServer.RunAsync(run, terminal, cancellationToken);
        await terminal.Out.WriteLineAsync("Stopped; everything is kept. The same command goes on from here.");
        return code;
    }

    private static async Task GreetAsync(WebApplication app, DevPlace place, Terminal terminal, CancellationToken cancellationToken)
    {
        await terminal.Out.WriteLineAsync(DevGreeting.Where(place));
        await terminal.Out.FlushAsync(cancellationToken);
        var demo = new DemoJob(app.Services.GetRequiredService<IJobs>());
        await terminal.Out.WriteLineAsync(await demo.EnsureAsync(cancellationToken));
        await terminal.Out.WriteLineAsync(DevGreeting.Next(place, DemoJob.Name));
    }

    // Before anything is made: the engine would find out last.
    private static void CheckPort(DevRequest request)
    {
        using var probe = new TcpListener(IPAddress.Loopback, request.Port);
        try
        {
            probe.Start();
        }
        catch (SocketException failure)
        {
            throw new AddressTakenException(
                $"{request.Url} cannot be listened on: {failure.Message}. Nothing was changed. If another 'dev' runs, use that one; else name another port: dev --port {request.Port + 10}");
        }
    }

    private static async Task<RunningSandbox> StartSandboxAsync(DevRequest request, CancellationToken cancellationToken)
    {
        var sandbox = new SandboxRequest(s_clusters, $"127.0.0.1:{request.SandboxPort}", Path.Combine(request.Data, DevConfiguration.SandboxFolder));
        try
        {
            return await Sandboxes.StartAsync(sandbox, cancellationToken);
        }
        catch (IOException failure) when (failure.InnerException is AddressInUseException)
        {
            throw new AddressTakenException(
                $"The simulated clusters need three ports from {request.SandboxPort} on, and another program listens on one of them: {failure.Message} Name others: dev --sandbox-port {request.SandboxPort + 100}");
        }
        catch (SandboxInUseException failure)
        {
            throw new RefusedException($"{failure.Message} For a 'dev' beside another one: dev --port {request.Port + 10} --sandbox-port {request.SandboxPort + 100} --data data/dev2");
        }
    }
}
