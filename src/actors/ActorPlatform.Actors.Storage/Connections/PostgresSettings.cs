using ActorPlatform.Actors.Storage.Configuration;
using Npgsql;

namespace ActorPlatform.Actors.Storage.Connections;

/// <summary>Every setting of a connection to PostgreSQL, in one place.</summary>
public static class PostgresSettings
{
    private static readonly TimeSpan s_cancelWithin = TimeSpan.FromSeconds(2);
    private static readonly int s_promptSeconds = 2;

    /// <summary>For the stores, and for whatever opens its own connections (Akka.Persistence.Sql's stock paths, snapshots).</summary>
    public static string Pooled(StorageOptions options) => Build(options, "stores").ConnectionString;

    /// <summary>For a connection held for life: a writer or reader of the journal, the heartbeat. Outside the pool, so that nothing can borrow or exhaust it.</summary>
    /// <param name="role">Shown by <c>pg_stat_activity</c> behind the product's name.</param>
    public static string Dedicated(StorageOptions options, string role)
    {
        var builder = Build(options, role);
        builder.Pooling = false;
        return builder.ConnectionString;
    }

    /// <summary>As <see cref="Dedicated"/>, for who must know soon that the database does not answer: a call that hangs is given up after two seconds, without waiting for its cancellation.</summary>
    public static string Prompt(StorageOptions options, string role)
    {
        var builder = Build(options, role);
        builder.Pooling = false;
        builder.Timeout = Math.Min(builder.Timeout, s_promptSeconds);
        builder.CommandTimeout = Math.Min(builder.CommandTimeout, s_promptSeconds);
        builder.CancellationTimeout = -1;
        return builder.ConnectionString;
    }

    private static NpgsqlConnectionStringBuilder Build(StorageOptions options, string role)
    {
        var builder = Client(options, role);
        builder.Options = $"{Server(options)} {builder.Options}".TrimEnd();
        return builder;
    }

    // Kept by the server, also when this process sleeps or is gone and nobody cancels. The operator's own options stand behind them, so they win.
    private static string Server(StorageOptions options)
    {
        var statement = options.CommandTimeout + s_cancelWithin;
        return $"-c statement_timeout={statement.TotalMilliseconds:0} -c idle_in_transaction_session_timeout={options.Postgres.IdleInTransaction.TotalMilliseconds:0}";
    }

    private static NpgsqlConnectionStringBuilder Client(StorageOptions options, string role) => new(options.Postgres.ConnectionString)
    {
        // Who fences this process ends its sessions by the last word.
        ApplicationName = $"actorplatform {role} {options.Session}".TrimEnd(),
        // Tables are named without their schema, also by Akka.Persistence.Sql.
        SearchPath = options.Postgres.Schema,
        Timeout = (int)Math.Ceiling(options.ConnectTimeout.TotalSeconds),
        CommandTimeout = (int)Math.Ceiling(options.CommandTimeout.TotalSeconds),
        // A server that hangs while a statement is cancelled must not hold the caller for long.
        CancellationTimeout = (int)s_cancelWithin.TotalMilliseconds,
        MaxPoolSize = options.Postgres.PoolSize,
        MaxAutoPrepare = 50,
        AutoPrepareMinUsages = 2,
        // A dead peer is noticed within seconds instead of the two hours of the operating system.
        TcpKeepAlive = true,
        TcpKeepAliveTime = 5,
        TcpKeepAliveInterval = 2,
    };
}
