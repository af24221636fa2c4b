-- The ids that were stored, and how much of each file counts.

-- One row per event of the horizon. The key answers "was this id stored?".
CREATE TABLE seen (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    -- Days since 1970-01-01, UTC, of receipt.
    day INTEGER NOT NULL,
    PRIMARY KEY (tenant, id)
) STRICT, WITHOUT ROWID;

-- Finds what is older than the horizon.
CREATE INDEX seen_by_day ON seen (day);

-- One row per file, written before the file is created. Bytes past `length`
-- were never acknowledged.
CREATE TABLE file (
    tenant TEXT NOT NULL,
    day INTEGER NOT NULL,
    part INTEGER NOT NULL,
    length INTEGER NOT NULL,
    PRIMARY KEY (tenant, day, part)
) STRICT, WITHOUT ROWID;

-- One row; changed to find out what the database holds after a commit whose
-- result is unknown.
CREATE TABLE settled (count INTEGER NOT NULL) STRICT;
INSERT INTO settled (count) VALUES (0);
