//! Every statement of the SQLite store, each with the index that serves it.
//! Text only. A statement that the exporter uses must never name
//! `local_parts`; the only one that reads it is [`ROW`].

/// Says of an event's `seq` that no lease holds it: one look at the primary key
/// of `held`, whose ranges do not overlap.
macro_rules! not_held {
    () => {
        "coalesce((SELECT last FROM held WHERE first <= seq ORDER BY first DESC LIMIT 1) < seq, 1)"
    };
}

/// Id of this kind of file in SQLite's header: `TLMQ`.
pub(super) const APPLICATION_ID: i32 = 0x544C_4D51;

/// Unique index of `kinds`.
pub(super) const FIND_KIND: &str = "SELECT kind FROM kinds WHERE feature = ?1 AND action = ?2";
pub(super) const ADD_KIND: &str = "INSERT INTO kinds (feature, action) VALUES (?1, ?2)";
/// Whole table: as many rows as there are distinct events.
pub(super) const ALL_KINDS: &str = "SELECT kind, feature, action FROM kinds ORDER BY kind";
/// Whole table, as above.
pub(super) const SOME_KINDS: &str = "SELECT kind FROM kinds
    WHERE (?1 IS NULL OR feature = ?1) AND (?2 IS NULL OR action = ?2)";

/// Unique index of `id`.
pub(super) const INSERT_EVENT: &str = "INSERT INTO events
    (id, recorded_at, kind, state, queued_at, state_at, settled_after, size, reason, exportable)
    VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (id) DO NOTHING";
pub(super) const INSERT_LOCAL: &str = "INSERT INTO local_parts (seq, bytes) VALUES (?1, ?2)";
/// Unique index of `id`.
pub(super) const FIND_EVENT: &str = "SELECT seq, size FROM events WHERE id = ?1";

/// The bits of a time that its span leaves out: 12, as the statements below have
/// it. What lies in one span is looked through for a kind, so it must be few
/// even when many are recorded; and the more there are, the fewer rows a batch
/// changes.
pub(super) const SPAN_BITS: u32 = 12;
/// What changes the state of an event or deletes it calls the function; what
/// inserts one does not, because there it costs.
pub(super) const TELL_MOVED: &str = "
    CREATE TEMP TRIGGER event_moved AFTER UPDATE OF state ON main.events BEGIN
        SELECT event_moved(old.kind, old.recorded_at, old.state, new.state);
    END;
    CREATE TEMP TRIGGER event_deleted AFTER DELETE ON main.events BEGIN
        SELECT event_moved(old.kind, old.recorded_at, old.state, NULL);
    END;";
/// Primary key.
pub(super) const ADD_TO_SPAN: &str = "INSERT INTO kind_spans (kind, state, span, events)
    VALUES (?1, ?2, ?3, ?4) ON CONFLICT (kind, state, span) DO UPDATE
    SET events = events + excluded.events RETURNING events";
/// Primary key.
pub(super) const DROP_SPAN: &str =
    "DELETE FROM kind_spans WHERE kind = ?1 AND state = ?2 AND span = ?3";

/// Four rows.
pub(super) const TOTALS: &str = "SELECT state, events, bytes FROM totals";
pub(super) const SET_TOTAL: &str = "UPDATE totals SET events = ?2, bytes = ?3 WHERE state = ?1";
pub(super) const ADD_LOSS: &str = "INSERT INTO losses (reason, events, bytes, last_at)
    VALUES (?1, ?2, ?3, ?4) ON CONFLICT (reason) DO UPDATE SET
    events = events + excluded.events, bytes = bytes + excluded.bytes, last_at = excluded.last_at";
/// One row for each reason.
pub(super) const LOSSES: &str = "SELECT reason, events, bytes, last_at FROM losses ORDER BY reason";

/// Whole table: a row for each run of events that exporters hold.
pub(super) const HELD: &str = "SELECT first, last FROM held ORDER BY first";
/// `events_by_state` alone, oldest first: finds where those begin that nobody
/// holds, and reads no row of those before them.
pub(super) const QUEUED_KEYS: &str = "SELECT seq, recorded_at
    FROM events INDEXED BY events_by_state WHERE state = 0 ORDER BY recorded_at";
/// `events_by_state`, oldest first from a time on. The events of one microsecond
/// come in any order: whoever reads them has them in memory anyway, and sorting
/// here would copy each of them once more.
pub(super) const NEXT_QUEUED: &str = "SELECT seq, recorded_at, id, kind, size, exportable
    FROM events INDEXED BY events_by_state
    WHERE state = 0 AND recorded_at >= ?1 ORDER BY recorded_at";
/// Primary key.
pub(super) const KIND: &str = "SELECT feature, action FROM kinds WHERE kind = ?1";
pub(super) const ADD_LEASE: &str = "INSERT INTO leases (leased_at, expires_after, events, bytes)
    VALUES (?1, ?2, ?3, ?4)";
pub(super) const ADD_HELD: &str = "INSERT INTO held (first, last, lease) VALUES (?1, ?2, ?3)";
/// Whole table, as [`HELD`].
pub(super) const HELD_BY: &str = "SELECT first, last FROM held WHERE lease = ?1 ORDER BY first";
/// Primary key.
pub(super) const SHRINK_LEASE: &str =
    "UPDATE leases SET events = events - ?2, bytes = bytes - ?3 WHERE lease = ?1";
/// Whole table: a row for each lease that holds events.
pub(super) const DROP_EMPTY_LEASES: &str = "DELETE FROM leases WHERE events = 0";
/// Whole table, as [`HELD`]; each with its number of events.
pub(super) const RELEASE_LEASE: &str =
    "DELETE FROM held WHERE lease = ?1 RETURNING last - first + 1";
pub(super) const DROP_LEASE: &str = "DELETE FROM leases WHERE lease = ?1";
/// Whole tables, as above.
pub(super) const RELEASE_EXPIRED: &str = "DELETE FROM held
    WHERE lease IN (SELECT lease FROM leases WHERE expires_after <= ?1)
    RETURNING last - first + 1";
pub(super) const DROP_EXPIRED_LEASES: &str = "DELETE FROM leases WHERE expires_after <= ?1";
pub(super) const RELEASE_ALL: &str = "DELETE FROM held";
pub(super) const DROP_ALL_LEASES: &str = "DELETE FROM leases";
/// One row for each lease.
pub(super) const LEASE_TOTALS: &str =
    "SELECT coalesce(sum(events), 0), coalesce(sum(bytes), 0) FROM leases";

/// Primary key, a run of it: SQLite then stays where it is in each index.
pub(super) const SET_EXPORTED: &str = "UPDATE events
    SET state = 1, state_at = ?3, settled_after = ?4 WHERE seq BETWEEN ?1 AND ?2";
/// Primary key.
pub(super) const SET_REFUSED: &str = "UPDATE events
    SET state = 2, state_at = ?2, settled_after = ?3, reason = ?4, code = ?5, message = ?6
    WHERE seq = ?1";

/// Primary key.
pub(super) const SET_WITHHELD: &str = "UPDATE events
    SET state = 3, state_at = ?2, reason = ?3 WHERE seq = ?1";

/// Primary key of `kind_spans`, then `events_by_state`.
pub(super) const WITHHOLD_QUEUED: &str = concat!(
    "UPDATE events SET state = 3, reason = ?2, state_at = ?3
    WHERE seq IN (SELECT e.seq
        FROM kind_spans s CROSS JOIN events e INDEXED BY events_by_state
        WHERE s.kind = ?1 AND s.state = 0 AND e.kind = ?1 AND e.state = 0
            AND e.recorded_at BETWEEN s.span << 12 AND s.span << 12 | 4095
            AND ",
    not_held!(),
    "
        ORDER BY s.span, e.recorded_at LIMIT ?4)
    RETURNING size"
);
/// `events_withheld`.
pub(super) const CHANGE_WITHHELD: &str = "UPDATE events SET reason = ?2, state_at = ?3
    WHERE seq IN (SELECT seq FROM events INDEXED BY events_withheld
        WHERE kind = ?1 AND state = 3 AND (reason < ?2 OR reason > ?2) LIMIT ?4)
    RETURNING size";
/// Primary key of `kind_spans`, then `events_by_state`.
pub(super) const REQUEUE_WITHHELD: &str =
    "UPDATE events SET state = 0, reason = NULL, state_at = ?2
    WHERE seq IN (SELECT e.seq
        FROM kind_spans s CROSS JOIN events e INDEXED BY events_by_state
        WHERE s.kind = ?1 AND s.state = 3 AND e.kind = ?1 AND e.state = 3
            AND e.recorded_at BETWEEN s.span << 12 AND s.span << 12 | 4095
        ORDER BY s.span, e.recorded_at LIMIT ?3)
    RETURNING size";

/// `events_by_state`.
pub(super) const DELETE_IN_STATE: &str = "DELETE FROM events
    WHERE seq IN (SELECT seq FROM events WHERE state = ?1 ORDER BY recorded_at LIMIT ?2)
    RETURNING size";
/// Primary key of `kind_spans`, then `events_by_state`.
pub(super) const DELETE_KIND_IN_STATE: &str = "DELETE FROM events
    WHERE seq IN (SELECT e.seq
        FROM kind_spans s CROSS JOIN events e INDEXED BY events_by_state
        WHERE s.kind = ?1 AND s.state = ?2 AND e.kind = ?1 AND e.state = ?2
            AND e.recorded_at BETWEEN s.span << 12 AND s.span << 12 | 4095
        ORDER BY s.span, e.recorded_at LIMIT ?3)
    RETURNING size";
/// Whole `held`, then the primary key, at most what the exporters hold.
pub(super) const IS_KIND_LEASED: &str = "SELECT 1 FROM held h
    CROSS JOIN events e ON e.seq BETWEEN h.first AND h.last WHERE e.kind = ?1 LIMIT 1";
/// `events_settled`.
pub(super) const DELETE_EXPORTED: &str = "DELETE FROM events
    WHERE seq IN (SELECT seq FROM events INDEXED BY events_settled
        WHERE state = 1 AND state IN (1, 2) AND settled_after <= ?1
        ORDER BY settled_after, seq LIMIT ?2)
    RETURNING size";
/// `events_settled`.
pub(super) const EVICT_SETTLED: &str = "DELETE FROM events
    WHERE seq = (SELECT seq FROM events INDEXED BY events_settled
        WHERE state = ?1 AND state IN (1, 2) ORDER BY settled_after, seq LIMIT 1)
    RETURNING size";

/// One row.
pub(super) const OPEN_TIME: &str = "SELECT open_time FROM status";
pub(super) const SET_OPEN_TIME: &str = "UPDATE status SET open_time = ?1";
/// One row; the time stays while the reason does.
pub(super) const SET_WAITING: &str = "UPDATE status SET waiting_reason = ?1,
    waiting_since = CASE WHEN ?1 IS NULL THEN NULL
        WHEN waiting_reason IS ?1 THEN waiting_since ELSE ?2 END
    WHERE waiting_reason IS NOT ?1";
/// One row.
pub(super) const WAITING: &str =
    "SELECT waiting_reason, waiting_since FROM status WHERE waiting_reason IS NOT NULL";
/// `events_by_state`.
pub(super) const OLDEST_QUEUED: &str = "SELECT min(recorded_at) FROM events WHERE state = 0";

/// `events_by_state`, newest first; of the rows only the ids are read.
pub(super) const KEYS_BY_STATE: &str = concat!(
    "SELECT recorded_at, id
    FROM events INDEXED BY events_by_state
    WHERE state = ?1 AND (recorded_at, id) < (?2, ?3) AND recorded_at >= ?5
        AND ",
    not_held!(),
    "
    ORDER BY recorded_at DESC, id DESC LIMIT ?4"
);
/// Primary key of `kind_spans`, then `events_by_state`, newest first; of the rows
/// only the kinds and ids are read.
pub(super) const KEYS_BY_KIND: &str = concat!(
    "SELECT e.recorded_at, e.id
    FROM kind_spans s CROSS JOIN events e INDEXED BY events_by_state
    WHERE s.kind = ?6 AND s.state = ?1 AND s.span BETWEEN ?5 >> 12 AND ?2 >> 12
        AND e.kind = ?6 AND e.state = ?1
        AND e.recorded_at BETWEEN s.span << 12 AND s.span << 12 | 4095
        AND (+e.recorded_at, e.id) < (?2, ?3) AND +e.recorded_at >= ?5
        AND ",
    not_held!(),
    "
    ORDER BY s.span DESC, e.recorded_at DESC, e.id DESC LIMIT ?4"
);
/// The same, before there were spans, by `events_by_kind`.
pub(super) const KEYS_BY_KIND_WITHOUT_SPANS: &str = concat!(
    "SELECT recorded_at, id
    FROM events INDEXED BY events_by_kind
    WHERE kind = ?6 AND state = ?1 AND (recorded_at, id) < (?2, ?3) AND recorded_at >= ?5
        AND ",
    not_held!(),
    "
    ORDER BY recorded_at DESC, id DESC LIMIT ?4"
);
/// Whole `held`, then the primary key, at most what the exporters hold.
pub(super) const KEYS_LEASED: &str = "SELECT e.recorded_at, e.id
    FROM held h CROSS JOIN events e ON e.seq BETWEEN h.first AND h.last
    WHERE (e.recorded_at, e.id) < (?1, ?2) AND e.recorded_at >= ?4
        AND (?5 IS NULL OR e.kind = ?5)
    ORDER BY e.recorded_at DESC, e.id DESC LIMIT ?3";

/// One event for the administrator, by primary keys.
pub(super) const ROW: &str = "SELECT e.id, k.feature, k.action, e.recorded_at, e.queued_at,
    CASE WHEN s.lease IS NOT NULL THEN -1 ELSE e.state END,
    coalesce(s.leased_at, e.state_at),
    e.reason, e.code, e.message, e.exportable, p.bytes
    FROM events e JOIN kinds k USING (kind)
    LEFT JOIN held h ON h.first = (SELECT max(first) FROM held WHERE first <= e.seq)
        AND h.last >= e.seq
    LEFT JOIN leases s ON s.lease = h.lease
    LEFT JOIN local_parts p ON p.seq = e.seq
    WHERE e.id = ?1";

/// `events_by_state`, up to the limit; of the rows nothing is read. Leased events
/// count as queued.
pub(super) const COUNT_BY_STATE: &str = "SELECT count(*) FROM (SELECT 1
    FROM events INDEXED BY events_by_state
    WHERE state = ?1 AND recorded_at >= ?2 AND recorded_at < ?3 LIMIT ?4)";
/// Primary key of `kind_spans`: what lies in whole spans between two. Each has at
/// least one event, so that the limit bounds the rows, too.
pub(super) const COUNT_IN_SPANS: &str = "SELECT coalesce(sum(events), 0) FROM (SELECT events
    FROM kind_spans WHERE kind = ?1 AND state = ?2 AND span > ?3 AND span < ?4 LIMIT ?5)";
/// Primary key of `kind_spans`, then `events_by_state`: what lies in the first and
/// the last span of a time.
pub(super) const COUNT_AT_EDGES: &str = "SELECT count(*) FROM (SELECT 1
    FROM kind_spans s CROSS JOIN events e INDEXED BY events_by_state
    WHERE s.kind = ?1 AND s.state = ?2 AND s.span IN (?3 >> 12, ?4 >> 12)
        AND e.kind = ?1 AND e.state = ?2
        AND e.recorded_at BETWEEN max(?3, s.span << 12) AND min(?4, s.span << 12 | 4095)
    LIMIT ?5)";
/// Both, before there were spans, by `events_by_kind`.
pub(super) const COUNT_BY_KIND_WITHOUT_SPANS: &str = "SELECT count(*) FROM (SELECT 1
    FROM events INDEXED BY events_by_kind
    WHERE kind = ?1 AND state = ?2 AND recorded_at BETWEEN ?3 AND ?4 LIMIT ?5)";

/// Primary key.
pub(super) const ADD_CLIENT_REFUSAL: &str =
    "INSERT INTO client_refusals (reason, events, last_at) VALUES (?1, ?2, ?3)
    ON CONFLICT (reason) DO UPDATE SET events = events + excluded.events, last_at = excluded.last_at";
/// One row for each reason.
pub(super) const CLIENT_REFUSALS: &str =
    "SELECT reason, events, last_at FROM client_refusals ORDER BY reason";

/// Primary key.
pub(super) const SET_POSITION: &str = "INSERT INTO journal_positions (segment, words)
    VALUES (?1, ?2) ON CONFLICT (segment) DO UPDATE SET words = excluded.words";
/// Primary key.
pub(super) const DROP_POSITION: &str = "DELETE FROM journal_positions WHERE segment = ?1";
/// Whole table, as below.
pub(super) const DROP_POSITIONS: &str = "DELETE FROM journal_positions";
/// Whole table: a row for each segment that holds events not stored, and a few more.
pub(super) const POSITIONS: &str = "SELECT segment, words FROM journal_positions";

/// Primary key.
pub(super) const ADD_JOURNAL_LOSS: &str =
    "INSERT INTO journal_losses (reason, count, first_at, last_at) VALUES (?1, ?2, ?3, ?3)
    ON CONFLICT (reason) DO UPDATE SET count = count + excluded.count, last_at = excluded.last_at";
/// One row for each reason.
pub(super) const JOURNAL_LOSSES: &str =
    "SELECT reason, count, first_at, last_at FROM journal_losses ORDER BY reason";
/// One row.
pub(super) const JOURNAL_LOSSES_SINCE: &str = "SELECT at FROM journal_losses_since";

/// What [`HELD`] and all that names it read in a file of which the newest writer
/// held events one by one.
pub(super) const HELD_ONE_BY_ONE: &str = "CREATE TEMP VIEW held AS
    SELECT seq AS first, seq AS last, lease FROM leased";
/// For a connection that is still open when a newer writer has made the table.
pub(super) const HELD_BY_RANGES: &str = "DROP VIEW IF EXISTS temp.held";
