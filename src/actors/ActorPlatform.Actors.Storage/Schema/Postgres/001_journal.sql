-- The first ten columns are those of Akka.Persistence.Sql (tags as text, writer_uuid), whose own classes read and write this table too: what we add is nullable or has a default.
CREATE TABLE journal (
    ordering bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created bigint NOT NULL,
    deleted boolean NOT NULL,
    persistence_id varchar(255) COLLATE "C" NOT NULL,
    sequence_number bigint NOT NULL,
    message bytea NOT NULL,
    tags varchar(100),
    identifier integer,
    manifest varchar(500),
    writer_uuid varchar(128),
    command_id varchar(255) COLLATE "C",
    commit_id uuid,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    -- The guard against a second writer.
    CONSTRAINT journal_entity UNIQUE (persistence_id, sequence_number)
);

CREATE INDEX journal_command ON journal (persistence_id, command_id) WHERE command_id IS NOT NULL;

-- ordering is given out before the commit, so readers of the feed go by the transaction first.
CREATE INDEX journal_feed ON journal (xid, ordering);

CREATE TABLE snapshot (
    persistence_id varchar(255) COLLATE "C" NOT NULL,
    sequence_number bigint NOT NULL,
    created bigint NOT NULL,
    snapshot bytea NOT NULL,
    manifest varchar(500),
    serializer_id integer,
    PRIMARY KEY (persistence_id, sequence_number)
);
