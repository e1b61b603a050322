namespace ActorPlatform.Actors.Storage.Connections;

/// <summary>Held for life: two engines on one file would each be the only owner of every entity.</summary>
/// <remarks>SQLite's own exclusive mode cannot serve, as one engine needs several connections.</remarks>
internal sealed class SqliteFileLock : IDisposable
{
    private readonly FileStream _stream;

    private SqliteFileLock(FileStream stream) => _stream = stream;

    /// <summary>Takes the lock beside the database file.</summary>
    /// <exception cref="StorageLockedException">Somebody else holds it.</exception>
    public static SqliteFileLock Take(string databasePath)
    {
        var path = databasePath + ".lock";
        try
        {
            return new SqliteFileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception) when (IsHeld(exception))
        {
            throw new StorageLockedException(
                $"Another engine uses the database {Path.GetFullPath(databasePath)}: its lock {Path.GetFullPath(path)} is held. Nothing was changed. " +
                "Stop the other engine, or give this one a file of its own (actorplatform.storage.sqlite.path).",
                exception);
        }
    }

    public void Dispose() => _stream.Dispose();

    /// <summary>EWOULDBLOCK on Linux and macOS, a sharing or lock violation on Windows: any other error is not another engine.</summary>
    private static bool IsHeld(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x80070020) or unchecked((int)0x80070021);
}
