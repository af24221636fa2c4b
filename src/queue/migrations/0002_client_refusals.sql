-- What client applications sent and the instance refused, by reason. The
-- reasons are words of a closed list; nothing that was sent is in here.
CREATE TABLE client_refusals (
    reason  TEXT    NOT NULL PRIMARY KEY,
    events  INTEGER NOT NULL,
    last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
