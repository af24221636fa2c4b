-- How far each segment of a journal is stored: changed in the transaction that
-- stores its events, so that none is stored twice and none is passed over.
-- Segments are known by random ids; a row goes when its segment does.
CREATE TABLE journal_positions (
    segment BLOB    NOT NULL PRIMARY KEY CHECK (length(segment) = 16),
    -- Words of the segment whose events are stored.
    words   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
