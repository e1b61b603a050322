-- Rows are updated with each commit: room on the page and no index on what changes often keep those updates cheap. No unique index but the key:
-- a row must never be refused for anything but its own sequence.
CREATE TABLE job_list (
    id varchar(255) COLLATE "C" PRIMARY KEY,
    sequence_number bigint NOT NULL,
    tenant text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    search text NOT NULL,
    status text COLLATE "C" NOT NULL,
    health text COLLATE "C" NOT NULL,
    cluster text COLLATE "C",
    labels text NOT NULL,
    owes boolean NOT NULL,
    due_us bigint,
    updated_us bigint NOT NULL,
    quarantined text,
    body text NOT NULL
) WITH (fillfactor = 50);

CREATE INDEX job_list_name ON job_list (name, id);

CREATE TABLE operation (
    id varchar(255) COLLATE "C" PRIMARY KEY,
    sequence_number bigint NOT NULL,
    entity_id varchar(255) COLLATE "C" NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    accepted_us bigint NOT NULL,
    body text NOT NULL
) WITH (fillfactor = 80);

CREATE INDEX operation_newest ON operation (accepted_us, id);
CREATE INDEX operation_entity ON operation (entity_id, accepted_us, id);
