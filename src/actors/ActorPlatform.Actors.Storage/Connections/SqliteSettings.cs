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
            pragmas.CommandText = $"{Pragmas}{(pooled ? "" : Cache)} PRAGMA busy_timeout = {(long)options.CommandTimeout.TotalMilliseconds};";
            pragmas.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// synchronous = full: an answered command survives a power cut. busy_timeout: SQLite's own waiting steps are milliseconds, the driver's are 150. wal_autocheckpoint (pages): each command
    /// changes a page of the list and of each index, and these are written twice, the second time at a checkpoint; SQLite's 4 MB would be full, and synchronised with the file, some
    /// twenty times a second, 32 MB take most of the second writes together.
    /// </summary>
    private const string Pragmas = """
        PRAGMA synchronous = FULL;
        PRAGMA wal_autocheckpoint = 8192;
        PRAGMA journal_size_limit = 67108864;
        PRAGMA temp_store = MEMORY;
        """;

    /// <summary>In KiB. For the journal's own connections: the pages that the next group changes lie anywhere in the file.</summary>
    private const string Cache = "PRAGMA cache_size = -16384;";
}
