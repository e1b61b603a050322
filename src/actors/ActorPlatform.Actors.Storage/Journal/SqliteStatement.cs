using Microsoft.Data.Sqlite;

namespace ActorPlatform.Actors.Storage.Journal;

/// <summary>A prepared statement that reads, with the parameters <c>?1</c> to <c>?n</c>.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly SqliteCommand _command;

    public SqliteStatement(SqliteConnection connection, string text, int parameters)
    {
        _command = connection.CreateCommand();
        _command.CommandText = text;
        for (var i = 1; i <= parameters; i++)
        {
            _command.Parameters.Add(new SqliteParameter($"?{i}", null));
        }
    }

    public SqliteDataReader Read(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteReader();
    }

    public void Dispose() => _command.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            _command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }
    }
}
