using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Jobs.Batches;
using ActorPlatform.Actors.Jobs.Hosting;
using ActorPlatform.Actors.Jobs.Rows;
using ActorPlatform.Actors.Jobs.Settings;
using ActorPlatform.Actors.Journal;
using ActorPlatform.Actors.Ownership;
using ActorPlatform.Actors.Sharding;
using ActorPlatform.Actors.Storage;
using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Tests.Jobs.Fakes;
using ActorPlatform.Actors.Tests.Sharding;
using ActorPlatform.Actors.Tls;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.Ports;
using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ActorPlatform.Actors.Tests.Jobs.Whole;

/// <summary>The whole engine below the ways in: real actors, sharding and SQLite, on a fake cluster in real time.</summary>
internal sealed class JobEngine : IAsyncDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);
    private readonly IStorage _storage;
    private readonly SmallHost _host;

    private JobEngine(IStorage storage, SmallHost host) => (_storage, _host) = (storage, host);

    public IJobs Jobs => _host.Services.GetRequiredService<IJobs>();

    public IEntityClient Entities => _host.Services.GetRequiredKeyedService<IEntityClient>(JobDefinition.Kind);

    public IEntityClient Batches => _host.Services.GetRequiredKeyedService<IEntityClient>(BatchDefinition.Kind);

    public ActorSystem System => _host.Services.GetRequiredService<ActorSystem>();

    /// <param name="configure">Comes first in the actor system's settings.</param>
    public static Task<JobEngine> StartAsync(string file, FakeCluster cluster, Action<AkkaConfigurationBuilder>? configure = null) =>
        StartAsync(new StorageOptions { Sqlite = new SqliteOptions { Path = file } }, cluster, new NodeOptions(), configure);

    /// <param name="options">The database, with a session word of the node's own where several share it.</param>
    /// <param name="node">The node's own settings.</param>
    public static async Task<JobEngine> StartAsync(StorageOptions options, FakeCluster cluster, NodeOptions node, Action<AkkaConfigurationBuilder>? configure = null)
    {
        var storage = StorageFactory.Create(options, TimeProvider.System, NullLoggerFactory.Instance);
        await storage.PrepareAsync(CancellationToken.None);
        var services = new ServiceCollection();
        services.AddSingleton(storage);
        services.AddSingleton<IClusters>(new FakeClusters(cluster));
        services.AddSingleton(Options.Create(node));
        services.Configure<JobOptions>(Hasten);
        services.AddJobActors("test");
        services.AddAkka("actorplatform", (akka, provider) =>
        {
            configure?.Invoke(akka);
            akka
                .AddHocon("akka.loglevel = ERROR", HoconAddMode.Prepend)
                .WithActorPlatformPersistence(options, TimeProvider.System, NullLoggerFactory.Instance)
                .WithNode(node.Advertise, NodeTls.Read(node, TimeProvider.System, NullLogger.Instance))
                .WithJobActors(provider);
        });
        var host = new SmallHost(services);
        try
        {
            await host.StartAsync();
        }
        catch
        {
            await host.DisposeAsync();
            await storage.DisposeAsync();
            throw;
        }

        return new JobEngine(storage, host);
    }

    /// <summary>As kill -9: nothing is said to anybody, the row is not renewed any more.</summary>
    public async Task KillAsync()
    {
        _host.Services.GetRequiredService<NodeHeartbeat>().Dispose();
        ((ExtendedActorSystem)System).Abort();
        await System.WhenTerminated.WaitAsync(Long);
    }

    /// <summary>As SIGTERM.</summary>
    public Task StopAsync() => _host.StopAsync();

    public T Service<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>Asks, and waits for the operation's end where there is one.</summary>
    public async Task<Operation?> DoAsync(JobId job, string id, JobCommand command)
    {
        var answer = await Jobs.AskAsync(job, new JobRequest(id, id, "tester", command), CancellationToken.None);
        var reply = answer.ShouldBeOfType<Answer.Accepted>().Reply;
        return reply is OperationReply operation ? (await Jobs.WaitAsync(operation.Id, Long, CancellationToken.None))!.Operation : null;
    }

    /// <summary>Waits for a state, without polling.</summary>
    public async Task<JobState> UntilAsync(JobId job, Func<JobState, bool> reached)
    {
        using var limit = new CancellationTokenSource(Long);
        var answer = await Entities.ReadAsync(job.Value, limit.Token);
        while (true)
        {
            if (answer is EntityAnswer.Sight { State: JobState state } && reached(state))
                return state;
            var after = answer is EntityAnswer.Sight sight ? sight.Sequence : 0;
            answer = await Entities.AwaitChangeAsync(job.Value, after, TimeSpan.FromSeconds(5), limit.Token);
            limit.Token.ThrowIfCancellationRequested();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _storage.DisposeAsync();
    }

    private static void Hasten(JobOptions options)
    {
        options.Observer.Every = TimeSpan.FromMilliseconds(100);
        options.Monitor.Fast = TimeSpan.FromMilliseconds(50);
        options.Monitor.Slow = TimeSpan.FromMilliseconds(200);
        options.Attempts.Poll = TimeSpan.FromMilliseconds(20);
        options.Attempts.Backoff = TimeSpan.FromMilliseconds(50);
        options.Attempts.BackoffMax = TimeSpan.FromMilliseconds(500);
    }
}
