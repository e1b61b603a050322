using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ActorPlatform.Actors.Storage.Journal;

/// <summary>A prepared statement that changes rows, with the parameters <c>?1</c> to <c>?n</c>; runs in whatever transaction its connection is in. Not thread safe.</summary>
/// <remarks>
/// On SQLite's own interface, and not on the driver's command: a group has some hundred rows, one writer writes them all, and the command spends as much on a row as SQLite does
/// (a reader, a binder for each value, a box for each number, a copy of each text).
/// </remarks>
internal sealed class SqliteWriteStatement : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly sqlite3_stmt _statement;
    private byte[] _text = new byte[4096];

    public SqliteWriteStatement(SqliteConnection connection, string text)
    {
        _connection = connection;
        Check(raw.sqlite3_prepare_v2(connection.Handle, text, out _statement));
    }

    /// <summary>Runs it; returns the rows that it changed.</summary>
    /// <exception cref="SqliteException">It failed, and changed nothing.</exception>
    public int Run(params ReadOnlySpan<SqliteValue> values)
    {
        try
        {
            for (var i = 0; i < values.Length; i++)
            {
                Check(Bind(i + 1, values[i]));
            }

            Check(raw.sqlite3_step(_statement));
            return raw.sqlite3_changes(_connection.Handle);
        }
        finally
        {
            // Gives what the step gave, which was checked.
            _ = raw.sqlite3_reset(_statement);
        }
    }

    public void Dispose() => _statement.Dispose();

    private int Bind(int index, SqliteValue value) => value switch
    {
        { Number: { } number } => raw.sqlite3_bind_int64(_statement, index, number),
        { Bytes: { } bytes } => raw.sqlite3_bind_blob(_statement, index, bytes),
        // An empty span has no address, which SQLite takes for NULL.
        { Text: "" } or { Utf8: [] } => raw.sqlite3_bind_text(_statement, index, ""),
        { Text: { } text } => raw.sqlite3_bind_text(_statement, index, Encode(text)),
        { Utf8: { } utf8 } => raw.sqlite3_bind_text(_statement, index, utf8.AsSpan()),
        _ => raw.sqlite3_bind_null(_statement, index),
    };

    private ReadOnlySpan<byte> Encode(string text)
    {
        var atMost = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (atMost > _text.Length)
        {
            _text = new byte[atMost];
        }

        return _text.AsSpan(0, Encoding.UTF8.GetBytes(text, _text));
    }

    private void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE or raw.SQLITE_ROW))
        {
            SqliteException.ThrowExceptionForRC(code, _connection.Handle);
        }
    }
}
