using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Client;
using ActorPlatform.Client.InProcess;
using ActorPlatform.Hosting;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Specs;
using ActorPlatform.Yarn;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Embedded;

/// <summary>A service that moves data by Flink jobs, and runs them itself: the engine is a part of its host.</summary>
public static class IntegrationService
{
    /// <summary>Defines a job, starts it, follows it to its first checkpoint, and suspends it.</summary>
    public static async Task RunAsync(string folder, TextWriter output, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddActorPlatform(engine =>
        {
            engine.Installation = "embedded";
            engine.Storage.Provider = StorageProvider.Sqlite;
            engine.Storage.Sqlite.Path = Path.Combine(folder, "engine.db");

            // A simulated cluster in this process. A real one: Kind = "yarn", with its addresses.
            engine.Clusters["s"] = new ClusterOptions { Kind = "sandbox", CheckpointEvery = TimeSpan.FromSeconds(1) };
        });
        using var host = builder.Build();
        await host.StartAsync(cancellationToken);
        try
        {
            await MoveAsync(new InProcessActorPlatform(host.Services.GetRequiredService<IJobs>(), by: "integration"), output, cancellationToken);
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }

    /// <summary>What it does with jobs; the same over HTTP, with <c>new ActorPlatformHttpClient(new Uri("http://127.0.0.1:8080"))</c>.</summary>
    public static async Task MoveAsync(IActorPlatform platform, TextWriter output, CancellationToken cancellationToken)
    {
        // The external id is ours: asked for twice, it is one job.
        var job = await platform.CreateJobAsync(new JobSpec
        {
            Name = "orders to warehouse", ExternalId = "orders-4711", Artifact = "hdfs:///sandbox/demo.jar", EntryClass = "demo.Counter", Args = ["--rate", "100"], Target = new TargetSpec { Cluster = "s" },
        }, cancellationToken: cancellationToken);
        var before = await platform.ListJobsAsync(new JobFilter { Limit = 1 }, cancellationToken);
        await platform.RunAsync(job.Id, new JobAction.Start(), cancellationToken: cancellationToken);
        await foreach (var news in platform.FollowAsync(before.AsOf, cancellationToken))
        {
            await output.WriteLineAsync($"{news.At:HH:mm:ss} {news.Type}: {news.Summary}");
            if (news.Type == "checkpoints-completed")
                break;
        }

        var suspended = await platform.WaitAsync(await platform.RunAsync(job.Id, new JobAction.Suspend(), cancellationToken: cancellationToken), TimeSpan.FromMinutes(1), cancellationToken: cancellationToken);
        job = await platform.GetJobAsync(job.Id, cancellationToken);
        var points = await platform.ListRestorePointsAsync(job.Id, cancellationToken);
        await output.WriteLineAsync($"{suspended.Kind} {suspended.State}: {job.Name} is {job.Status}, and goes on from {points[0].Path}");
    }
}
