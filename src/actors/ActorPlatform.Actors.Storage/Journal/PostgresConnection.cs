using System.Data;
using Npgsql;
using NpgsqlTypes;

namespace ActorPlatform.Actors.Storage.Journal;

/// <summary>A connection held for life, with its prepared statements; opened anew after a failure of its own or of a sibling.</summary>
internal sealed class PostgresConnection(string settings, ConnectionEpoch epoch) : IAsyncDisposable
{
    private readonly Dictionary<string, NpgsqlCommand> _prepared = [];
    private NpgsqlConnection? _connection;
    private int _openedIn;

    /// <summary>The prepared statement, its parameters in the order of their types.</summary>
    public async ValueTask<NpgsqlCommand> PrepareAsync(string statement, IReadOnlyList<NpgsqlDbType> types, CancellationToken cancellationToken)
    {
        if (_connection is not null && _openedIn != epoch.Current)
        {
            await DisposeAsync();
        }

        if (_connection is null)
        {
            _openedIn = epoch.Current;
            _connection = new NpgsqlConnection(settings);
            await _connection.OpenAsync(cancellationToken);
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

    /// <summary>Closes it after a failure; the next call opens another one. When the connection itself is lost, its siblings are taken to be lost too.</summary>
    public async ValueTask DropAsync()
    {
        if (_connection?.State is not ConnectionState.Open)
        {
            epoch.Advance();
        }

        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
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
}
