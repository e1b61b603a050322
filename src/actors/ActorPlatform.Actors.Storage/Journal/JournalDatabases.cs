using ActorPlatform.Actors.Storage.Configuration;

namespace ActorPlatform.Actors.Storage.Journal;

internal static class JournalDatabases
{
    /// <summary>The journal of the database that the settings name; connects to nothing yet.</summary>
    public static IJournalDatabase Create(StorageOptions options) =>
        options.Provider is StorageProvider.Postgres ? new PostgresJournalDatabase(options) : new SqliteJournalDatabase(options);
}
