-- A row is seen to live by this count, never by a clock: see docs/adr/0009.
ALTER TABLE node ADD COLUMN renewals bigint NOT NULL DEFAULT 0;
-- Part of the names of the incarnation's database sessions, so that whoever fences it can end them.
ALTER TABLE node ADD COLUMN session text NOT NULL DEFAULT '';
-- By whom it was fenced, and why; for people.
ALTER TABLE node ADD COLUMN fenced_by bigint;
ALTER TABLE node ADD COLUMN fenced_why text;
CREATE INDEX node_present ON node (incarnation) WHERE NOT gone;
