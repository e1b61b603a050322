-- Commands of people, newest first: those of the engine itself have a colon in their id. Few rows of the journal, so the index costs little.
CREATE INDEX journal_asked ON journal (ordering) WHERE command_id NOT LIKE '%:%';
