using ActorPlatform.Actors.Journal;
using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Tests.Storage;
using ActorPlatform.Actors.Tests.Storage.Databases;
using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorPlatform.Actors.Tests.Journal;

/// <summary>An actor system whose journal is the one under test.</summary>
public abstract class JournalTest(ITestDatabase database) : StorageTest(database)
{
    private protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly List<ServiceProvider> _hosts = [];
    private ActorSystem? _system;

    /// <summary>Set before the first use of <see cref="System"/>.</summary>
    private protected Config Hocon { get; set; } = Config.Empty;

    protected ActorSystem System => _system ??= StartSystem(Options);

    public override async Task DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.GetRequiredService<ActorSystem>().Terminate();
            await host.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    protected ActorSystem StartSystem(StorageOptions options)
    {
        _ = Storage;
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddAkka("journal-test", builder => builder
            .ConfigureLoggers(loggers => loggers.ClearLoggers())
            .AddHocon(Hocon, HoconAddMode.Prepend)
            .WithActorPlatformPersistence(options, TimeProvider.System, NullLoggerFactory.Instance)
            .WithCustomSerializer("test", TestSerializer.Manifests.Types, system => new TestSerializer(system)));
        var host = services.BuildServiceProvider();
        _hosts.Add(host);
        return host.GetRequiredService<ActorSystem>();
    }

    private protected IActorRef Start(string persistenceId, IActorRef? observer = null) =>
        System.ActorOf(Props.Create(() => new TestEntity(persistenceId, observer ?? ActorRefs.Nobody)));

    private protected static Task<object> AskAsync(IActorRef entity, object message) => entity.Ask(message, Patience);

    private protected static async Task<Written> WriteAsync(IActorRef entity, string text) => (await AskAsync(entity, new Write(text))).ShouldBeOfType<Written>();

    private protected static async Task<string[]> ReadAsync(IActorRef entity) => [.. (await AskAsync(entity, new ReadBack())).ShouldBeOfType<History>().Texts];

    /// <summary>Loads an entity that cannot be loaded.</summary>
    private protected async Task<Exception> FailToLoadAsync(string persistenceId)
    {
        var inbox = Inbox.Create(System);
        Start(persistenceId, inbox.Receiver);
        return (await inbox.ReceiveAsync(Patience)).ShouldBeOfType<RecoveryFailed>().Cause;
    }

    private protected async Task StopAsync(IActorRef entity) => (await entity.GracefulStop(Patience)).ShouldBeTrue();
}
