-- As on PostgreSQL, where other processes read them; a SQLite file has one engine.
ALTER TABLE node ADD COLUMN renewals INTEGER NOT NULL DEFAULT 0;
ALTER TABLE node ADD COLUMN session TEXT NOT NULL DEFAULT '';
ALTER TABLE node ADD COLUMN fenced_by INTEGER;
ALTER TABLE node ADD COLUMN fenced_why TEXT;
