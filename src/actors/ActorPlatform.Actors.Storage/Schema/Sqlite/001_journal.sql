-- The first ten columns are those of Akka.Persistence.Sql (tags as text, writer_uuid), whose own classes read and write this table too: what we add is nullable.
-- One writer at a time: ordering is commit order. AUTOINCREMENT: a position once given out is never given out again.
CREATE TABLE journal (
    ordering INTEGER PRIMARY KEY AUTOINCREMENT,
    created INTEGER NOT NULL,
    deleted INTEGER NOT NULL,
    persistence_id TEXT NOT NULL CHECK (length(persistence_id) <= 255),
    sequence_number INTEGER NOT NULL,
    message BLOB NOT NULL,
    tags TEXT,
    identifier INTEGER,
    manifest TEXT,
    writer_uuid TEXT,
    command_id TEXT CHECK (length(command_id) <= 255),
    commit_id BLOB,
    -- The guard against a second writer.
    CONSTRAINT journal_entity UNIQUE (persistence_id, sequence_number)
);

CREATE INDEX journal_command ON journal (persistence_id, command_id) WHERE command_id IS NOT NULL;

CREATE TABLE snapshot (
    persistence_id TEXT NOT NULL,
    sequence_number INTEGER NOT NULL,
    created INTEGER NOT NULL,
    snapshot BLOB NOT NULL,
    manifest TEXT,
    serializer_id INTEGER,
    PRIMARY KEY (persistence_id, sequence_number)
);
