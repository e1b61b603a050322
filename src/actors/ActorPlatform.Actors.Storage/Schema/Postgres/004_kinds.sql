-- Rows of other kinds than jobs, and the age of the newest restore point. Rows from before are jobs; their age is known with their next commit.
ALTER TABLE job_list ADD COLUMN kind text COLLATE "C" NOT NULL DEFAULT 'job', ADD COLUMN restored_us bigint;
