using System.Data;
using ActorPlatform.Actors.Configuration;
using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Storage.Connections;
using Akka.Hosting;
using Akka.Persistence.Sql.Config;
using Akka.Persistence.Sql.Hosting;
using LinqToDB;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Actors.Journal;

/// <summary>Journal and snapshots of an actor system.</summary>
public static class PersistenceExtensions
{
    /// <summary>Uses the storage's database for journal and snapshots. Its schema must have been prepared before the system starts.</summary>
    public static AkkaConfigurationBuilder WithActorPlatformPersistence(
        this AkkaConfigurationBuilder builder, StorageOptions options, TimeProvider time, ILoggerFactory logs)
    {
        StorageOptionsCheck.ThrowIfInvalid(options);
        var postgres = options.Provider is StorageProvider.Postgres;
        var connection = postgres ? PostgresSettings.Pooled(options) : SqliteSettings.ConnectionString(options);
        var provider = postgres ? ProviderName.PostgreSQL15 : ProviderName.SQLiteMS;
        // SQLite knows one level only, and its driver refuses to be told.
        var isolation = postgres ? IsolationLevel.ReadCommitted : IsolationLevel.Unspecified;
        return builder
            .AddSetup(new JournalSetup(options, time, logs))
            .WithSqlPersistence(
                new SqlJournalOptions(isDefaultPlugin: true)
                {
                    ConnectionString = connection,
                    ProviderName = provider,
                    // The tables are ours, by numbered scripts.
                    AutoInitialize = false,
                    TagStorageMode = TagMode.Csv,
                    DeleteCompatibilityMode = false,
                    DatabaseOptions = JournalTables(),
                    ReadIsolationLevel = isolation,
                    WriteIsolationLevel = isolation,
                },
                new SqlSnapshotOptions(isDefaultPlugin: true)
                {
                    ConnectionString = connection,
                    ProviderName = provider,
                    AutoInitialize = false,
                    ReadIsolationLevel = isolation,
                    WriteIsolationLevel = isolation,
                })
            .AddHocon(SettingsOf(options), HoconAddMode.Prepend)
            .AddHocon(AkkaSettings.Read(), HoconAddMode.Append);
    }

    private static JournalDatabaseOptions JournalTables()
    {
        var tables = JournalDatabaseOptions.Default;
        tables.JournalTable = JournalTableOptions.Default;
        tables.JournalTable.UseWriterUuidColumn = true;
        return tables;
    }

    /// <summary>What follows from our own settings; all that does not stands in akka.conf.</summary>
    private static string SettingsOf(StorageOptions options) => $$"""
        akka.persistence {
          max-concurrent-recoveries = {{options.Journal.Recoveries}}
          journal.sql {
            class = "{{ClassOf(options, typeof(GroupedJournal), typeof(Akka.Persistence.Sql.Journal.SqlWriteJournal))}}"
            recovery-event-timeout = {{options.Journal.RecoveryTimeout.TotalMilliseconds}}ms
            circuit-breaker.call-timeout = {{CallTimeout(options).TotalMilliseconds}}ms
            {{(options.Journal.Kind is JournalKind.Grouped ? "replay-filter.mode = off" : "")}}
          }
          snapshot-store.sql {
            class = "{{ClassOf(options, typeof(GroupedSnapshotStore), typeof(Akka.Persistence.Sql.Snapshot.SqlSnapshotStore))}}"
            circuit-breaker.call-timeout = {{CallTimeout(options).TotalMilliseconds}}ms
          }
        }
        """;

    private static string ClassOf(StorageOptions options, Type grouped, Type stock)
    {
        var type = options.Journal.Kind is JournalKind.Grouped ? grouped : stock;
        return $"{type.FullName}, {type.Assembly.GetName().Name}";
    }

    /// <summary>A statement's own time-out comes first: it says what happened.</summary>
    private static TimeSpan CallTimeout(StorageOptions options) => options.ConnectTimeout + options.CommandTimeout + TimeSpan.FromSeconds(5);
}
