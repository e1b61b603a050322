CREATE TABLE node (
    incarnation bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    address text NOT NULL,
    uid integer,
    started_us bigint NOT NULL,
    renewed_us bigint NOT NULL,
    joined boolean NOT NULL DEFAULT false,
    fenced boolean NOT NULL DEFAULT false,
    gone boolean NOT NULL DEFAULT false
) WITH (fillfactor = 50);

-- After a dump and restore, or a promotion, transaction ids begin anew or may be given out twice: a new generation keeps old positions of the feed apart.
CREATE TABLE generation (
    number bigint PRIMARY KEY,
    identifier text NOT NULL,
    since_us bigint NOT NULL
);
