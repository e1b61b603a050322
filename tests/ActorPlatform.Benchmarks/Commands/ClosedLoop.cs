using ActorPlatform.Benchmarks.Engines;

namespace ActorPlatform.Benchmarks.Commands;

/// <summary>Clients that each wait for the answer to a change of a job before they ask for the next one. Each has jobs of its own, so that no command waits for another one of its job.</summary>
internal sealed class ClosedLoop(JobFleet fleet, int clients)
{
    private readonly FleetClients _clients = new(fleet, clients);

    public Task<Rate> RunAsync(TimeSpan duration, CancellationToken cancellationToken) => Rate.OfAsync(() => _clients.ForAsync(duration, fleet.ChangeAsync, cancellationToken));
}
