namespace ActorPlatform.Actors.Storage.Journal;

internal static class SqliteWriteSql
{
    /// <summary>?10 is the predecessor's number; the first row has none.</summary>
    public const string Journal = """
        INSERT INTO journal (persistence_id, sequence_number, created, deleted, identifier, manifest, message, writer_uuid, command_id, commit_id, tags)
        SELECT ?1, ?2, ?3, 0, ?4, ?5, ?6, ?7, ?8, ?9, ''
        WHERE ?10 = 0 OR EXISTS (SELECT 1 FROM journal WHERE persistence_id = ?1 AND sequence_number = ?10)
        ON CONFLICT (persistence_id, sequence_number) DO NOTHING
        """;

    /// <summary>The row of a job whose name is still the same: what is indexed is not touched, so no page of the index has to be written.</summary>
    public const string ListUnderItsName = """
        UPDATE job_list SET
            sequence_number = ?2, tenant = ?3, status = ?6, health = ?7, cluster = ?8, labels = ?9, owes = ?10, due_us = ?11, updated_us = ?12, body = ?13,
            kind = ?14, restored_us = ?15
        WHERE id = ?1 AND name = ?4 AND search = ?5 AND sequence_number < ?2
        """;

    public const string List = """
        INSERT INTO job_list (id, sequence_number, tenant, name, search, status, health, cluster, labels, owes, due_us, updated_us, body, kind, restored_us)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
        ON CONFLICT (id) DO UPDATE SET
            sequence_number = excluded.sequence_number, tenant = excluded.tenant, name = excluded.name, search = excluded.search, status = excluded.status,
            health = excluded.health, cluster = excluded.cluster, labels = excluded.labels, owes = excluded.owes, due_us = excluded.due_us,
            updated_us = excluded.updated_us, body = excluded.body, kind = excluded.kind, restored_us = excluded.restored_us
        WHERE job_list.sequence_number < excluded.sequence_number
        """;

    public const string Operation = """
        INSERT INTO operation (id, sequence_number, entity_id, kind, state, accepted_us, body)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT (id) DO UPDATE SET
            sequence_number = excluded.sequence_number, entity_id = excluded.entity_id, kind = excluded.kind, state = excluded.state,
            accepted_us = excluded.accepted_us, body = excluded.body
        WHERE operation.sequence_number < excluded.sequence_number
        """;
}
