namespace ActorPlatform.Actors.Storage.Journal;

/// <summary>The one statement that writes a group: arrays in, accepted rows out.</summary>
internal static class PostgresWriteSql
{
    /// <remarks>
    /// One autocommit round trip: a process frozen inside an open transaction would keep its locks.
    /// Sorted by entity: two groups in opposite order deadlock.
    /// The predecessor is a scalar subquery and the accepted commits are a hashed list behind coalesce, both on purpose: as EXISTS and as a join the planner, which prepares this while
    /// the tables are young, may choose scans of whole tables or nested loops over the group.
    /// The rows beside the journal are written for accepted commits only, and never replaced by older ones.
    /// </remarks>
    public const string Write = """
        WITH put AS (
            INSERT INTO journal (persistence_id, sequence_number, created, deleted, identifier, manifest, message, writer_uuid, command_id, commit_id, tags)
            SELECT u.persistence_id, u.sequence_number, u.created, false, u.identifier, u.manifest, u.message, u.writer_uuid, u.command_id, u.commit_id, ''
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
                AS u (persistence_id, sequence_number, created, identifier, manifest, message, writer_uuid, command_id, commit_id)
            WHERE u.sequence_number = 1
                OR (SELECT 1 FROM journal b WHERE b.persistence_id = u.persistence_id AND b.sequence_number = u.sequence_number - 1 LIMIT 1) IS NOT NULL
            ORDER BY u.persistence_id COLLATE "C"
            ON CONFLICT (persistence_id, sequence_number) DO NOTHING
            RETURNING commit_id),
        list AS (
            INSERT INTO job_list (id, sequence_number, tenant, name, search, status, health, cluster, labels, owes, due_us, updated_us, body, kind, restored_us)
            SELECT l.id, l.sequence_number, l.tenant, l.name, l.search, l.status, l.health, l.cluster, l.labels, l.owes, l.due_us, l.updated_us, l.body, l.kind, l.restored_us
            FROM unnest($10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)
                AS l (commit_id, sequence_number, id, tenant, name, search, status, health, cluster, labels, owes, due_us, updated_us, body, kind, restored_us)
            WHERE coalesce(l.commit_id IN (SELECT put.commit_id FROM put), false)
            ORDER BY l.id COLLATE "C"
            ON CONFLICT (id) DO UPDATE SET
                sequence_number = excluded.sequence_number, tenant = excluded.tenant, name = excluded.name, search = excluded.search, status = excluded.status,
                health = excluded.health, cluster = excluded.cluster, labels = excluded.labels, owes = excluded.owes, due_us = excluded.due_us,
                updated_us = excluded.updated_us, body = excluded.body, kind = excluded.kind, restored_us = excluded.restored_us
            WHERE job_list.sequence_number < excluded.sequence_number),
        operations AS (
            INSERT INTO operation (id, sequence_number, entity_id, kind, state, accepted_us, body)
            SELECT o.id, o.sequence_number, o.entity_id, o.kind, o.state, o.accepted_us, o.body
            FROM unnest($26, $27, $28, $29, $30, $31, $32, $33) AS o (commit_id, sequence_number, id, entity_id, kind, state, accepted_us, body)
            WHERE coalesce(o.commit_id IN (SELECT put.commit_id FROM put), false)
            ORDER BY o.id COLLATE "C"
            ON CONFLICT (id) DO UPDATE SET
                sequence_number = excluded.sequence_number, entity_id = excluded.entity_id, kind = excluded.kind, state = excluded.state,
                accepted_us = excluded.accepted_us, body = excluded.body
            WHERE operation.sequence_number < excluded.sequence_number)
        SELECT commit_id FROM put
        """;
}
