using ActorPlatform.Api;
using ActorPlatform.Host.CommandLine;
using ActorPlatform.Host.Configuration;
using ActorPlatform.Hosting;
using ActorPlatform.Hosting.Engine;
using ActorPlatform.Hosting.Logging;
using ActorPlatform.Jobs;
using Microsoft.Extensions.Options;

namespace ActorPlatform.Host.Serving;

/// <summary>One engine with its facade. An engine that ended by itself comes back as a new incarnation in the same process.</summary>
internal static class NodeServer
{
    private static readonly TimeSpan s_stopWithin = TimeSpan.FromSeconds(60);

    /// <summary>Runs until it is asked to stop. What stops the first start ends the program; a later incarnation that does not start is tried again.</summary>
    public static async Task<int> RunAsync(NodeRun run, Terminal terminal, CancellationToken cancellationToken)
    {
        for (var started = new Starts(); await RunOnceAsync(run, terminal, started, cancellationToken);)
            await Task.Delay(started.Pause, TimeProvider.System, cancellationToken);
        return ExitCodes.Ok;
    }

    /// <summary>True when the engine ended by itself.</summary>
    private static async Task<bool> RunOnceAsync(NodeRun run, Terminal terminal, Starts starts, CancellationToken cancellationToken)
    {
        await using var app = Make(run);
        try
        {
            await StartAsync(app, cancellationToken);
        }
        catch (Exception exception) when (starts.Any && !cancellationToken.IsCancellationRequested)
        {
            // Fenced, and cut off from the others or from the database: whoever gave up here would have to be started by hand when they are back.
            starts.Failed();
            var why = EngineStartFailures.Explain(exception)?.Text ?? exception.Message;
            await terminal.Error.WriteLineAsync($"The next incarnation did not start: {Secrets.Hide(why)} It is tried again in {starts.Pause.TotalSeconds:0} s.");
            return true;
        }

        starts.Succeeded();
        await GreetAsync(app, run, terminal, cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
        var byItself = app.Services.GetRequiredService<EngineEnd>().ByItself;
        if (byItself)
            await terminal.Error.WriteLineAsync("The engine has ended by itself (the log says why); it comes back as a new incarnation.");
        return byItself;
    }

    private static async Task StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            // The engine may run already when the address is found taken: it ends before what it uses is disposed of.
            await app.StopAsync(CancellationToken.None);
            throw;
        }
    }

    private static async Task GreetAsync(WebApplication app, NodeRun run, Terminal terminal, CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, app.Lifetime.ApplicationStopping);
        try
        {
            await run.Ready(app, stopping.Token);
            await terminal.Out.FlushAsync(stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to stop before everything was said: it stops as it would later.
        }
    }

    private static WebApplication Make(NodeRun run)
    {
        var settings = run.Settings;

        // Empty: no files or variables beside the settings have a say.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "actorplatform", EnvironmentName = Environments.Production });
        builder.WebHost.UseKestrelCore().UseUrls(settings.Http.Url);
        builder.Logging.AddMaskedConsole().SetMinimumLevel(run.Logs).AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning).AddFilter("Akka", LogLevel.Warning)

            // What stops the start is told once, by the command; scripts of the schema only when one fails.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None).AddFilter("ActorPlatform.Actors.Storage.Schema", LogLevel.Warning);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = s_stopWithin);
        builder.Services.Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true);
        builder.Services.AddActorPlatform(settings.Engine, settings.Akka);
        builder.Services.AddSingleton(Options.Create(settings.Http)).AddActorPlatformApi();
        return builder.Build().MapActorPlatformApi();
    }

    /// <summary>How the starts of this process went.</summary>
    private sealed class Starts
    {
        private const int MostDoublings = 5;
        private int _failed;

        /// <summary>Whether one ever succeeded.</summary>
        public bool Any { get; private set; }

        /// <summary>Before the next one: 1 s, doubled by each that failed, 32 s at most.</summary>
        public TimeSpan Pause => TimeSpan.FromSeconds(1 << Math.Min(_failed, MostDoublings));

        public void Failed() => _failed++;

        public void Succeeded() => (Any, _failed) = (true, 0);
    }
}
