using ActorPlatform.Actors.Storage.Connections;
using Npgsql;
using NpgsqlTypes;

namespace ActorPlatform.Actors.Storage.Nodes;

/// <summary>The statements that fence.</summary>
internal static class PostgresFencing
{
    /// <summary>
    /// Two halves that fence each other at the same moment must not both succeed: who comes second is fenced by then, and refused. In one batch with the fencing, hence in one
    /// transaction and one round trip: a fencer that freezes holds the lock no longer than its statement runs.
    /// </summary>
    public const string OneAtATime = "SELECT pg_advisory_xact_lock(hashtext('actorplatform fence ' || $1))";

    /// <summary>The sessions' names end with the row's own word; see <see cref="PostgresSettings"/>.</summary>
    public const string EndSessions = """
        SELECT count(*) FILTER (WHERE pg_terminate_backend(a.pid)) FROM pg_stat_activity a JOIN node n ON n.session <> '' AND a.application_name LIKE 'actorplatform % ' || n.session
        WHERE n.incarnation = @incarnation AND n.gone AND a.pid <> pg_backend_pid()
        """;

    private const string Fence = """
        UPDATE node SET fenced = true, gone = v.silent IS NOT NULL, fenced_by = $1, fenced_why = $2
        FROM unnest($3, $4) AS v(incarnation, silent)
        WHERE node.incarnation = v.incarnation AND NOT node.fenced AND (v.silent IS NULL OR node.renewals = v.silent)
          AND EXISTS (SELECT 1 FROM node me WHERE me.incarnation = $1 AND NOT me.fenced)
        RETURNING node.incarnation
        """;

    public static NpgsqlBatchCommand Of(FenceOrder order) => new(Fence)
    {
        Parameters =
        {
            new() { NpgsqlDbType = NpgsqlDbType.Bigint, Value = order.By },
            new() { NpgsqlDbType = NpgsqlDbType.Text, Value = order.Why },
            new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint, Value = order.Victims.Select(victim => victim.Incarnation).ToArray() },
            new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint, Value = order.Victims.Select(victim => victim.SilentSince).ToArray() },
        },
    };
}
