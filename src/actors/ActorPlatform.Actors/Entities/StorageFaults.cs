using System.Data.Common;
using System.Net.Sockets;
using ActorPlatform.Actors.Journal;
using Akka.Pattern;
using Akka.Persistence;

namespace ActorPlatform.Actors.Entities;

/// <summary>Tells a storage that is away from an entity that is broken: only the latter is quarantined.</summary>
internal static class StorageFaults
{
    public static bool IsStorageFault(Exception? cause)
    {
        for (; cause is not null; cause = cause.InnerException)
        {
            // EntityRecoveryException first: what it wraps may look like anything.
            if (cause is EntityRecoveryException) return false;
            if (cause is DbException or JournalBusyException or IOException or SocketException or TimeoutException or OpenCircuitException or RecoveryTimedOutException or OperationCanceledException) return true;
            if (cause is AggregateException all) return all.InnerExceptions.Any(IsStorageFault);
        }

        return false;
    }

    /// <summary>What a log shows with its stack: nothing of the storage's, which the journal has told once for all entities.</summary>
    public static Exception? OfItsOwn(Exception? cause) => IsStorageFault(cause) ? null : cause;
}
