using ActorPlatform.Actors.Tests.Storage.Databases;

namespace ActorPlatform.Actors.Tests.Membership;

/// <summary>A test of whole engines on one PostgreSQL, in real time.</summary>
public abstract class FleetTest(PostgresServer server) : IAsyncLifetime
{
    private TestFleet? _fleet;

    private protected PostgresServer Server => server;

    private protected TestFleet Fleet => _fleet ?? throw new InvalidOperationException("The test has not begun.");

    public Task InitializeAsync()
    {
        _fleet = new TestFleet(server);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await Fleet.DisposeAsync();
}
