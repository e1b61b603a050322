using ActorPlatform.Actors.Storage.Connections;
using Npgsql;

namespace ActorPlatform.Actors.Storage.Nodes;

/// <summary>A session's advisory lock.</summary>
internal sealed class PostgresJoinTurn(NpgsqlConnection session) : IJoinTurn
{
    private const string TryLock = "SELECT pg_try_advisory_lock(hashtext('actorplatform bootstrap ' || $1))";

    public static async Task<IJoinTurn?> TryTakeAsync(string settings, string schema, CancellationToken cancellationToken)
    {
        var session = new NpgsqlConnection(settings);
        try
        {
            await session.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand(TryLock, session) { Parameters = { new() { Value = schema } } };
            if (await command.ExecuteScalarAsync(cancellationToken) is true) return new PostgresJoinTurn(session);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }

        await session.DisposeAsync();
        return null;
    }

    public async Task<bool> AnnounceAsync(long incarnation, CancellationToken cancellationToken)
    {
        await using var command = session.Command(NodeSql.Announce).Number("incarnation", incarnation);
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    public ValueTask DisposeAsync() => session.DisposeAsync();
}
