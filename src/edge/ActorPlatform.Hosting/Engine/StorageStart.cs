using ActorPlatform.Actors.Storage;
using Microsoft.Extensions.Hosting;

namespace ActorPlatform.Hosting.Engine;

/// <summary>Locks and migrates the database before the actor system starts: hosted services start in the order of their registration.</summary>
internal sealed class StorageStart(IStorage storage) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => storage.PrepareAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
