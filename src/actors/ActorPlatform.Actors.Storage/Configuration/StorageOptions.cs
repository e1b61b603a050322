using System.ComponentModel.DataAnnotations;

namespace ActorPlatform.Actors.Storage.Configuration;

/// <summary>Where everything is stored, <c>actorplatform.storage</c>.</summary>
public sealed class StorageOptions
{
    /// <summary><c>sqlite</c> (one node, nothing to install) or <c>postgres</c>.</summary>
    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    public SqliteOptions Sqlite { get; set; } = new();

    public PostgresOptions Postgres { get; set; } = new();

    public JournalOptions Journal { get; set; } = new();

    /// <summary>How long the database may take to accept a connection.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a statement may take; on SQLite how long it waits for the writer before it.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a command id finds its first answer in the journal.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan CommandMemory { get; set; } = TimeSpan.FromDays(7);

    /// <summary>A word of this start's own, the last of its database sessions' names. No key: set once at each start, before anything is opened; empty when nobody has to end them.</summary>
    internal string Session { get; set; } = "";
}

/// <summary>The databases.</summary>
public enum StorageProvider
{
    Sqlite,
    Postgres,
}

/// <summary><c>actorplatform.storage.sqlite</c>.</summary>
public sealed class SqliteOptions
{
    /// <summary>The database file; its folder is made when missing. Beside it stand its log and <c>FILE.lock</c>.</summary>
    public string Path { get; set; } = "data/actorplatform.db";
}

/// <summary><c>actorplatform.storage.postgres</c>.</summary>
public sealed class PostgresOptions
{
    /// <summary>An Npgsql connection string; time-outs and pool size are set from the keys here.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The schema of all tables; made when missing.</summary>
    [RegularExpression("^[a-z_][a-z0-9_]{0,62}$")]
    public string Schema { get; set; } = "actorplatform";

    /// <summary>Connections of this process for the stores; the journal has its own beside them.</summary>
    [Range(2, 200)]
    public int PoolSize { get; set; } = 10;

    /// <summary>After this time the server ends a session that sleeps inside a transaction.</summary>
    /// <remarks>A frozen process would hold its locks for as long as it sleeps. What we write is one statement in a transaction of its own; migrations and the stock paths of Akka.Persistence.Sql are not.</remarks>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan IdleInTransaction { get; set; } = TimeSpan.FromSeconds(10);
}
