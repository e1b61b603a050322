using ActorPlatform.Actors.Nodes;
using Akka.Actor;
using Microsoft.Extensions.Hosting;

namespace ActorPlatform.Hosting.Engine;

/// <summary>A drained node's host stops as it does on SIGTERM: the same way out, and an end that was asked for, which no incarnation follows.</summary>
internal sealed class HostEnd(IHostApplicationLifetime lifetime) : INodeEnd
{
    public void Begin(ActorSystem system) => _ = StopAsync();

    // Not on the actor's thread: whatever listens to the end runs in it.
    private async Task StopAsync()
    {
        await Task.Yield();
        lifetime.StopApplication();
    }
}
