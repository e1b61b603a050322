-- No unique index but the key: a row must never be refused for anything but its own sequence.
CREATE TABLE job_list (
    id TEXT PRIMARY KEY CHECK (length(id) <= 255),
    sequence_number INTEGER NOT NULL,
    tenant TEXT NOT NULL,
    name TEXT NOT NULL,
    search TEXT NOT NULL,
    status TEXT NOT NULL,
    health TEXT NOT NULL,
    cluster TEXT,
    labels TEXT NOT NULL,
    owes INTEGER NOT NULL,
    due_us INTEGER,
    updated_us INTEGER NOT NULL,
    quarantined TEXT,
    body TEXT NOT NULL
);

CREATE INDEX job_list_name ON job_list (name, id);

CREATE TABLE operation (
    id TEXT PRIMARY KEY CHECK (length(id) <= 255),
    sequence_number INTEGER NOT NULL,
    entity_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    accepted_us INTEGER NOT NULL,
    body TEXT NOT NULL
);

CREATE INDEX operation_newest ON operation (accepted_us, id);
CREATE INDEX operation_entity ON operation (entity_id, accepted_us, id);
