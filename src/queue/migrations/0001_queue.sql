-- The first form of the queue.
--
-- Times are microseconds since 1970-01-01 UTC. States: 0 queued, 1 exported,
-- 2 refused, 3 withheld. A leased event is a queued one that `leased` names;
-- so taking and giving back a lease rewrites no event.

-- The distinct (feature, action) pairs, so that an event carries a number.
CREATE TABLE kinds (
    kind    INTEGER PRIMARY KEY,
    feature TEXT NOT NULL,
    action  TEXT NOT NULL,
    UNIQUE (feature, action)
) STRICT;

-- What can leave the instance. `state_at` and `settled_after` have values of
-- their full width from the start, so that a change of state never makes a
-- row grow out of its page.
CREATE TABLE events (
    seq           INTEGER PRIMARY KEY,
    id            TEXT    NOT NULL UNIQUE,
    recorded_at   INTEGER NOT NULL,
    kind          INTEGER NOT NULL,
    state         INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
    queued_at     INTEGER NOT NULL,
    -- The latest change of state.
    state_at      INTEGER NOT NULL,
    -- `status.open_time` when the event was exported or refused; until then
    -- when it was queued.
    settled_after INTEGER NOT NULL,
    -- Bytes of both parts.
    size          INTEGER NOT NULL,
    -- Why refused or withheld: a word of a closed list, and for a refusal by
    -- the gateway its code and text.
    reason        TEXT,
    code          INTEGER,
    message       TEXT,
    exportable    BLOB    NOT NULL
) STRICT;

-- Ordered by time; the few events of one microsecond are sorted by id when
-- they are read. With the id in them these would be three times as large.
CREATE INDEX events_by_state ON events (state, recorded_at);
CREATE INDEX events_by_kind ON events (kind, state, recorded_at);
CREATE INDEX events_settled ON events (state, settled_after) WHERE state IN (1, 2);
CREATE INDEX events_withheld ON events (kind, reason) WHERE state = 3;

-- What never leaves the instance. A table of its own, so that a query for
-- what can leave has no column to read it from.
CREATE TABLE local_parts (
    seq   INTEGER PRIMARY KEY REFERENCES events (seq) ON DELETE CASCADE,
    bytes BLOB NOT NULL
) STRICT;

-- One row for each lease that holds events, with what it still holds.
CREATE TABLE leases (
    lease         INTEGER PRIMARY KEY AUTOINCREMENT,
    leased_at     INTEGER NOT NULL,
    -- `status.open_time` at which the lease ends.
    expires_after INTEGER NOT NULL,
    events        INTEGER NOT NULL,
    bytes         INTEGER NOT NULL
) STRICT;

CREATE TABLE leased (
    seq   INTEGER PRIMARY KEY REFERENCES events (seq) ON DELETE CASCADE,
    lease INTEGER NOT NULL
) STRICT;

-- Counts by stored state, changed in the transaction that changes the events.
CREATE TABLE totals (
    state  INTEGER PRIMARY KEY,
    events INTEGER NOT NULL,
    bytes  INTEGER NOT NULL
) STRICT;
INSERT INTO totals VALUES (0, 0, 0), (1, 0, 0), (2, 0, 0), (3, 0, 0);

-- What was given up, by reason.
CREATE TABLE losses (
    reason  TEXT    NOT NULL PRIMARY KEY,
    events  INTEGER NOT NULL,
    bytes   INTEGER NOT NULL,
    last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One row. `open_time` is how long, in microseconds, a process has had this
-- queue open, summed over all of them: an age that no clock change can bend.
CREATE TABLE status (
    one            INTEGER PRIMARY KEY CHECK (one = 1),
    open_time      INTEGER NOT NULL,
    waiting_reason TEXT,
    waiting_since  INTEGER
) STRICT;
INSERT INTO status VALUES (1, 0, NULL, NULL);

-- For people with a database shell. Without local parts.
CREATE VIEW overview AS
SELECT e.id, k.feature, k.action,
       CASE WHEN l.seq IS NOT NULL THEN 'leased'
            WHEN e.state = 0 THEN 'queued'
            WHEN e.state = 1 THEN 'exported'
            WHEN e.state = 2 THEN 'refused'
            ELSE 'withheld' END AS state,
       e.reason, e.code, e.message,
       strftime('%Y-%m-%dT%H:%M:%fZ', e.recorded_at / 1e6, 'unixepoch') AS recorded,
       strftime('%Y-%m-%dT%H:%M:%fZ', e.state_at / 1e6, 'unixepoch') AS since,
       e.size
FROM events e
JOIN kinds k USING (kind)
LEFT JOIN leased l ON l.seq = e.seq;
