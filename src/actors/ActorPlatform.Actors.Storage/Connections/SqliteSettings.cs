using ActorPlatform.Actors.Storage.Configuration;
using Microsoft.Data.Sqlite;

namespace ActorPlatform.Actors.Storage.Connections;

/// <summary>Every setting of a connection to SQLite, in one place.</summary>
public static class SqliteSettings
{
    /// <summary>For whatever opens its own connections (Akka.Persistence.Sql's stock paths, snapshots). The log mode is a property of the file; full synchronisation is SQLite's default.</summary>
    public static string ConnectionString(StorageOptions options) => new SqliteConnectionStringBuilder
    {
        DataSource = options.Sqlite.Path,
        Mode = SqliteOpenMode.ReadWriteCreate,
        Cache = SqliteCacheMode.Private,
        Pooling = true,
        DefaultTimeout = (int)Math.Ceiling(options.CommandTimeout.TotalSeconds),
    }.ConnectionString;

    /// <summary>Opens a connection with its settings applied.</summary>
    /// <param name="pooled">False for a connection that is held for life.</param>
    public static SqliteConnection Open(StorageOptions options, bool pooled)
    {
        var settings = new SqliteConnectionStringBuilder(ConnectionString(options)) { Pooling = pooled };
        var connection = new SqliteConnection(settings.ConnectionString);
        try
        {
            connection.Open();
            using var pragmas = connection.CreateCommand();
            pragmas.CommandText = $"{Pragmas} PRAGMA busy_timeout = {(long)options.CommandTimeout.TotalMilliseconds};";
            pragmas.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>synchronous = full: an answered command survives a power cut. busy_timeout: SQLite's own waiting steps are milliseconds, the driver's are 150.</summary>
    private const string Pragmas = """
        PRAGMA synchronous = FULL;
        PRAGMA journal_size_limit = 67108864;
        PRAGMA temp_store = MEMORY;
        """;
}
