using System.Data.Common;
using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Storage.Connections;

namespace ActorPlatform.Actors.Tests.Storage.Databases;

public sealed class SqliteTestDatabase : ITestDatabase
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actorplatform-sqlite-");

    public string? Missing => null;

    public StorageOptions Options => new() { Provider = StorageProvider.Sqlite, Sqlite = { Path = Path.Combine(_folder.FullName, "data", "test.db") } };

    public Task<StorageOptions> CreateAsync() => Task.FromResult(Options);

    public Task<DbConnection> OpenAsync() => Task.FromResult<DbConnection>(SqliteSettings.Open(Options, pooled: false));

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
