using Microsoft.Data.Sqlite;

namespace ActorPlatform.Edge.Tests.Hosting;

/// <summary>Holds a SQLite file's only writer: what the engine writes waits, until this ends.</summary>
internal sealed class HeldDatabase : IDisposable
{
    private readonly SqliteConnection _connection;

    public HeldDatabase(string file)
    {
        _connection = new SqliteConnection($"Data Source={file};Pooling=False");
        _connection.Open();
        Execute("BEGIN IMMEDIATE");
    }

    public void Dispose()
    {
        Execute("ROLLBACK");
        _connection.Dispose();
    }

    private void Execute(string statement)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}
