using ActorPlatform.Actors.Storage.Configuration;
using Microsoft.Data.Sqlite;

namespace ActorPlatform.Benchmarks.Engines;

/// <summary>Files in a folder of their own below the folder for temporary files.</summary>
internal sealed class SqliteDatabases : IDatabases
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actorplatform-bench-");

    public string Name => "SQLite";

    public string Folder => _folder.FullName;

    public StorageOptions Open(string database, JournalKind journal) => new()
    {
        Provider = StorageProvider.Sqlite,
        Sqlite = { Path = Path.Combine(Folder, $"{database}.db") },
        Journal = { Kind = journal },
    };

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
