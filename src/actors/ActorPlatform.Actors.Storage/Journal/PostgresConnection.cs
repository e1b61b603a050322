using Npgsql;

namespace ActorPlatform.Actors.Storage.Journal;

/// <summary>A connection held for life, with its prepared statements; opened anew after a failure.</summary>
internal sealed class PostgresConnection(string settings) : IAsyncDisposable
{
    private readonly Dictionary<string, NpgsqlCommand> _prepared = [];
    private NpgsqlConnection? _connection;

    /// <summary>The prepared statement; its parameters are made by the first call.</summary>
    public async ValueTask<NpgsqlCommand> PrepareAsync(string statement, IReadOnlyList<NpgsqlTypes.NpgsqlDbType> types, CancellationToken cancellationToken)
    {
        if (_connection is null)
        {
            var connection = new NpgsqlConnection(settings);
            _connection = connection;
            await connection.OpenAsync(cancellationToken);
        }

        if (_prepared.TryGetValue(statement, out var known))
        {
            return known;
        }

        var command = new NpgsqlCommand(statement, _connection);
        foreach (var type in types)
        {
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type });
        }

        await command.PrepareAsync(cancellationToken);
        _prepared.Add(statement, command);
        return command;
    }

    /// <summary>Closes it; the next call opens another one.</summary>
    public async ValueTask DropAsync()
    {
        foreach (var command in _prepared.Values)
        {
            await command.DisposeAsync();
        }

        _prepared.Clear();
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }

    public ValueTask DisposeAsync() => DropAsync();
}
