using System.Collections.Immutable;
using System.Data.Common;
using ActorPlatform.Actors.Storage.Rows;

namespace ActorPlatform.Actors.Storage.Connections;

internal static class ReaderExtensions
{
    public static string? Text(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    /// <summary>A text, as the bytes that it is stored in.</summary>
    public static RowBody Body(this DbDataReader reader, int column) => new(reader.GetFieldValue<byte[]>(column));

    public static DateTimeOffset Time(this DbDataReader reader, int column) => UnixMicroseconds.ToTime(reader.GetInt64(column));

    public static DateTimeOffset? OptionalTime(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.Time(column);

    /// <summary>Runs the command and reads all of its rows; the command itself must bound them.</summary>
    public static async Task<ImmutableArray<T>> ReadRowsAsync<T>(this DbCommand command, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = ImmutableArray.CreateBuilder<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows.ToImmutable();
    }

    /// <summary>The first row, or nothing.</summary>
    public static async Task<T?> ReadRowAsync<T>(this DbCommand command, Func<DbDataReader, T> read, CancellationToken cancellationToken)
        where T : class
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? read(reader) : null;
    }
}
