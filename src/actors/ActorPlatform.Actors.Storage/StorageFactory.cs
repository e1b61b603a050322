using ActorPlatform.Actors.Storage.Configuration;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Actors.Storage;

/// <summary>Makes the storage that the settings name; connects to nothing yet.</summary>
public static class StorageFactory
{
    /// <exception cref="StorageOptionsException">Settings out of range or missing.</exception>
    public static IStorage Create(StorageOptions options, TimeProvider time, ILoggerFactory logs)
    {
        StorageOptionsCheck.ThrowIfInvalid(options);
        return options.Provider is StorageProvider.Postgres ? new PostgresStorage(options, time, logs) : new SqliteStorage(options, time, logs);
    }
}
