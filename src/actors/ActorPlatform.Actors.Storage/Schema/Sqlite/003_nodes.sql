CREATE TABLE node (
    incarnation INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    uid INTEGER,
    started_us INTEGER NOT NULL,
    renewed_us INTEGER NOT NULL,
    joined INTEGER NOT NULL DEFAULT 0,
    fenced INTEGER NOT NULL DEFAULT 0,
    gone INTEGER NOT NULL DEFAULT 0
);

-- A random name of this file: positions of another file are unknown here.
CREATE TABLE generation (
    number INTEGER PRIMARY KEY,
    identifier TEXT NOT NULL,
    since_us INTEGER NOT NULL
);

INSERT INTO generation (number, identifier, since_us) VALUES (abs(random() % 1000000000), 'sqlite', CAST(unixepoch('subsec') * 1000000 AS INTEGER));
