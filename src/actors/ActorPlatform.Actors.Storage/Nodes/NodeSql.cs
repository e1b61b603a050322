namespace ActorPlatform.Actors.Storage.Nodes;

/// <summary>The statements that differ between the databases; the constants do not.</summary>
internal sealed record NodeSql(string Join, string Read)
{
    public const string Columns = "incarnation, name, address, uid, started_us, renewed_us, joined, fenced, gone, renewals, session, fenced_by, fenced_why";

    public const string Announce = "UPDATE node SET joined = true WHERE incarnation = @incarnation AND NOT fenced";

    public const string Bury = "UPDATE node SET gone = true WHERE incarnation = @incarnation AND fenced";

    public const string Leave = "UPDATE node SET fenced = true, gone = true, fenced_why = coalesce(fenced_why, @why) WHERE incarnation = @incarnation";

    public static readonly NodeSql Postgres = new(
        Join: """
            INSERT INTO node (name, address, uid, session, started_us, renewed_us)
            SELECT @name, @address, @uid, @session, t.now_us, t.now_us FROM (SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS now_us) AS t
            RETURNING incarnation
            """,
        Read: $"SELECT {Columns} FROM node ORDER BY gone, incarnation DESC LIMIT 200");

    /// <summary>The one row that is not fenced is this process's, and it is alive: its renewal is now.</summary>
    public static readonly NodeSql Sqlite = new(
        Join: """
            UPDATE node SET fenced = 1, gone = 1 WHERE NOT gone;
            INSERT INTO node (name, address, uid, session, started_us, renewed_us)
            SELECT @name, @address, @uid, @session, CAST(unixepoch('subsec') * 1000000 AS INTEGER), CAST(unixepoch('subsec') * 1000000 AS INTEGER)
            RETURNING incarnation
            """,
        Read: $"""
            SELECT {Columns.Replace("renewed_us", "CASE WHEN fenced THEN renewed_us ELSE CAST(unixepoch('subsec') * 1000000 AS INTEGER) END", StringComparison.Ordinal)}
            FROM node ORDER BY gone, incarnation DESC LIMIT 200
            """);
}
