-- What a lease holds, as ranges: it takes the oldest events, which were mostly
-- queued one after the other, so a few rows say what took one for each event.
DROP VIEW overview;
DROP TABLE leased;
DELETE FROM leases;

-- Every number from `first` to `last` is the `seq` of an event that is held,
-- and no other range has it.
CREATE TABLE held (
    first INTEGER PRIMARY KEY,
    last  INTEGER NOT NULL CHECK (last >= first),
    lease INTEGER NOT NULL
) STRICT;

-- As before, by ranges.
CREATE VIEW overview AS
SELECT e.id, k.feature, k.action,
       CASE WHEN (SELECT last FROM held WHERE first <= e.seq ORDER BY first DESC LIMIT 1) >= e.seq
                THEN 'leased'
            WHEN e.state = 0 THEN 'queued'
            WHEN e.state = 1 THEN 'exported'
            WHEN e.state = 2 THEN 'refused'
            ELSE 'withheld' END AS state,
       e.reason, e.code, e.message,
       strftime('%Y-%m-%dT%H:%M:%fZ', e.recorded_at / 1e6, 'unixepoch') AS recorded,
       strftime('%Y-%m-%dT%H:%M:%fZ', e.state_at / 1e6, 'unixepoch') AS since,
       e.size
FROM events e
JOIN kinds k USING (kind);
