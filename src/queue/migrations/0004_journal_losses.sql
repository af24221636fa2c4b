-- What was lost before it could be queued, by reason, over all processes that
-- ever had this queue. Where a place of a journal is found damaged, this is
-- changed in the transaction that notes that the place was passed.
CREATE TABLE journal_losses (
    reason   TEXT    NOT NULL PRIMARY KEY,
    count    INTEGER NOT NULL,
    first_at INTEGER NOT NULL,
    last_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One row: since when this is counted.
CREATE TABLE journal_losses_since (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    at  INTEGER NOT NULL
) STRICT;
INSERT INTO journal_losses_since VALUES (1, CAST(unixepoch('subsec') * 1000000 AS INTEGER));
