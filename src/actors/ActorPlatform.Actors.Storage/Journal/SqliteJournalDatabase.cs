using ActorPlatform.Actors.Storage.Configuration;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ActorPlatform.Actors.Storage.Journal;

internal sealed class SqliteJournalDatabase(StorageOptions options) : IJournalDatabase
{
    public int Writers => 1;

    public bool Blocks => true;

    public IWriteSession CreateWriter() => new SqliteWriteSession(options);

    public IReadSession CreateReader() => new SqliteReadSession(options);

    public GroupFault Classify(Exception exception) => exception is SqliteException
    {
        SqliteErrorCode: raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG or raw.SQLITE_MISMATCH or raw.SQLITE_RANGE,
    }
        ? GroupFault.Row
        : GroupFault.Database;
}
