namespace ActorPlatform.Actors.Storage.Journal;

/// <summary>Shared by the connections of one journal: what one of them learns about the server, all know.</summary>
/// <remarks>
/// After a restart of the server each connection is dead, and each would find that out by a failure of its own. Akka's breaker lets one call through every few seconds: with five
/// dead connections it would stay open for five rounds, long after the server is back (seen).
/// </remarks>
internal sealed class ConnectionEpoch
{
    private int _current;

    public int Current => Volatile.Read(ref _current);

    public void Advance() => Interlocked.Increment(ref _current);
}
