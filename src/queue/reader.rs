//! The reading side: figures and pages over a connection that cannot write.
//! Any process that may read the file may open one while the queue is open.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension as _, Params, Result, Row, params};

use super::error::QueueError;
use super::page::{CountRequest, Cursor, PageRequest, StateName, StoredEvent};
use super::row::{self, Stored, int};
use super::stats::{ClientRefusal, LostOnTheWay, Stats, WaitingReason};
use super::{connect, migrate, sql};

/// Greater than any other text: the largest character, which no id holds.
const LAST_ID: &str = "\u{10ffff}";

/// Reads a queue that this or another process writes.
#[derive(Debug)]
pub struct QueueReader {
    conn: Connection,
    path: PathBuf,
}

impl QueueReader {
    /// Opens the queue at `path` for reading.
    ///
    /// # Errors
    /// When there is none, or the file is not a queue that this program
    /// knows.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, QueueError> {
        let path = path.as_ref().to_owned();
        Ok(Self { conn: connect::open_reader(&path)?, path })
    }

    /// A page of events, newest first by (`recorded_at`, id).
    ///
    /// # Errors
    /// When the file cannot be read or is damaged.
    pub fn page(&self, request: &PageRequest) -> Result<Vec<StoredEvent>, QueueError> {
        match &request.state {
            Some(state) => self.page_of(&[*state], request),
            None => self.page_of(&StateName::ALL, request),
        }
    }

    /// A page of the events in one of these states, whatever state the request
    /// names.
    ///
    /// # Errors
    /// When the file cannot be read or is damaged.
    pub fn page_of(
        &self,
        states: &[StateName],
        request: &PageRequest,
    ) -> Result<Vec<StoredEvent>, QueueError> {
        self.snapshot(|conn| page(conn, states, request))
    }

    /// How many events in one of these states the filters of the request let
    /// through, wherever its page begins and whatever state it names; counts
    /// no further than `most`. Leased events are counted with the queued ones.
    ///
    /// # Errors
    /// When the file cannot be read or is damaged.
    pub fn count_of(
        &self,
        states: &[StateName],
        filter: &CountRequest,
        most: u64,
    ) -> Result<u64, QueueError> {
        self.snapshot(|conn| count_of(conn, states, filter, most))
    }

    /// What client applications sent and this instance refused.
    ///
    /// # Errors
    /// When the file cannot be read or is damaged.
    pub fn client_refusals(&self) -> Result<Vec<ClientRefusal>, QueueError> {
        self.snapshot(client_refusals)
    }

    /// One event.
    ///
    /// # Errors
    /// When the file cannot be read or is damaged.
    pub fn event(&self, id: &str) -> Result<Option<StoredEvent>, QueueError> {
        self.snapshot(|conn| event(conn, id))
    }

    /// The figures, at a cost that does not grow with the queue.
    ///
    /// # Errors
    /// When the file cannot be read or is damaged.
    pub fn stats(&self) -> Result<Stats, QueueError> {
        self.snapshot(stats)
    }

    /// Reads all of an answer at one moment.
    fn snapshot<T>(&self, read: impl FnOnce(&Connection) -> Result<T>) -> Result<T, QueueError> {
        let read = || {
            let snapshot = self.conn.unchecked_transaction()?;
            follow_writer(&snapshot)?;
            let answer = read(&snapshot)?;
            // Rolled back, what stood in for a table would be there again.
            snapshot.commit()?;
            Ok(answer)
        };
        read().map_err(|e| QueueError::from_sqlite(&self.path, e))
    }
}

/// A newer program may have taken the queue over since this reader was opened:
/// then the table is read, and not what stood in for it.
fn follow_writer(conn: &Connection) -> Result<()> {
    if migrate::version(conn)? >= migrate::HELD_RANGES {
        conn.prepare_cached(sql::HELD_BY_RANGES)?.execute([])?;
    }
    Ok(())
}

/// The figures as of the connection's snapshot.
pub(super) fn stats(conn: &Connection) -> Result<Stats> {
    let [mut queued, exported, refused, withheld] = row::totals(conn)?;
    let leased = conn.prepare_cached(sql::LEASE_TOTALS)?.query_row([], |r| row::tally(r, 0))?;
    queued.events = queued.events.saturating_sub(leased.events);
    queued.bytes = queued.bytes.saturating_sub(leased.bytes);
    let oldest_waiting = conn.prepare_cached(sql::OLDEST_QUEUED)?.query_row([], |r| r.get(0))?;
    let waiting = conn
        .prepare_cached(sql::WAITING)?
        .query_row([], |r| Ok(WaitingReason { text: r.get(0)?, since: r.get(1)? }))
        .optional()?;
    let losses =
        conn.prepare_cached(sql::LOSSES)?.query_map([], row::loss)?.collect::<Result<_>>()?;
    let (lost_on_the_way, lost_since) = lost_on_the_way(conn)?;
    Ok(Stats {
        queued,
        leased,
        exported,
        refused,
        withheld,
        oldest_waiting,
        waiting,
        losses,
        lost_on_the_way,
        lost_since,
    })
}

/// A queue that no newer program has opened for writing yet has no such tables.
fn lost_on_the_way(conn: &Connection) -> Result<(Vec<LostOnTheWay>, Option<i64>)> {
    if migrate::version(conn)? < migrate::JOURNAL_LOSSES {
        return Ok((Vec::new(), None));
    }
    let read = |row: &Row<'_>| {
        Ok(LostOnTheWay {
            reason: row.get(0)?,
            count: row::count(row.get(1)?),
            first_at: row.get(2)?,
            last_at: row.get(3)?,
        })
    };
    let lost =
        conn.prepare_cached(sql::JOURNAL_LOSSES)?.query_map([], read)?.collect::<Result<_>>();
    let since = conn.prepare_cached(sql::JOURNAL_LOSSES_SINCE)?.query_row([], |row| row.get(0));
    Ok((lost?, since.optional()?))
}

fn event(conn: &Connection, id: &str) -> Result<Option<StoredEvent>> {
    conn.prepare_cached(sql::ROW)?.query_row([id], row::stored_event).optional()
}

/// Finds the keys of the page in the indexes first, one ordered run for each
/// state and kind, and reads only the rows that are shown.
fn page(
    conn: &Connection,
    states: &[StateName],
    request: &PageRequest,
) -> Result<Vec<StoredEvent>> {
    let mut keys = Vec::new();
    for kind in kinds(conn, request.feature.as_deref(), request.action.as_deref())? {
        for state in states {
            add_keys(conn, request, *state, kind, &mut keys)?;
        }
    }
    keys.sort_unstable_by(|a, b| b.cmp(a));
    keys.truncate(request.limit);
    let rows = keys.iter().map(|key| event(conn, &key.id));
    rows.filter_map(Result::transpose).collect()
}

/// The kinds that the filter names; none in a list of one stands for all.
fn kinds(
    conn: &Connection,
    feature: Option<&str>,
    action: Option<&str>,
) -> Result<Vec<Option<i64>>> {
    if feature.is_none() && action.is_none() {
        return Ok(vec![None]);
    }
    conn.prepare_cached(sql::SOME_KINDS)?
        .query_map(params![feature, action], |r| r.get(0))?
        .collect()
}

fn add_keys(
    conn: &Connection,
    request: &PageRequest,
    state: StateName,
    kind: Option<i64>,
    keys: &mut Vec<Cursor>,
) -> Result<()> {
    let limit = int(request.limit);
    // After every event, when the page is the first.
    let (time, id) =
        request.before.as_ref().map_or((i64::MAX, LAST_ID), |c| (c.recorded_at, c.id.as_str()));
    let since = request.since.unwrap_or(i64::MIN);
    let Some(state) = Stored::of(state).map(|state| state as i64) else {
        return collect(conn, sql::KEYS_LEASED, params![time, id, limit, since, kind], keys);
    };
    match kind {
        None => collect(conn, sql::KEYS_BY_STATE, params![state, time, id, limit, since], keys),
        Some(kind) => {
            let by_kind = match has_spans(conn)? {
                true => sql::KEYS_BY_KIND,
                false => sql::KEYS_BY_KIND_WITHOUT_SPANS,
            };
            collect(conn, by_kind, params![state, time, id, limit, since, kind], keys)
        }
    }
}

fn count_of(
    conn: &Connection,
    states: &[StateName],
    filter: &CountRequest,
    most: u64,
) -> Result<u64> {
    let (since, until) = (filter.since.unwrap_or(i64::MIN), filter.until.unwrap_or(i64::MAX));
    let mut counted = 0;
    for kind in kinds(conn, filter.feature.as_deref(), filter.action.as_deref())? {
        for state in states.iter().filter_map(|state| Stored::of(*state)) {
            let (state, left) = (state as i64, int(most - counted));
            let found = match kind {
                None => number(conn, sql::COUNT_BY_STATE, params![state, since, until, left])?,
                Some(kind) => {
                    count_of_kind(conn, (kind, state), (since, until.saturating_sub(1)), left)?
                }
            };
            counted += row::count(found);
        }
    }
    Ok(counted)
}

/// How many events of a kind in a state were recorded at these times, the last
/// included; counts no further than `most`.
fn count_of_kind(
    conn: &Connection,
    (kind, state): (i64, i64),
    (first, last): (i64, i64),
    most: i64,
) -> Result<i64> {
    if !has_spans(conn)? {
        let row = params![kind, state, first, last, most];
        return number(conn, sql::COUNT_BY_KIND_WITHOUT_SPANS, row);
    }
    let at_edges = number(conn, sql::COUNT_AT_EDGES, params![kind, state, first, last, most])?;
    let spans = params![kind, state, first >> sql::SPAN_BITS, last >> sql::SPAN_BITS, most];
    Ok(most.min(at_edges + number(conn, sql::COUNT_IN_SPANS, spans)?))
}

/// A queue that no newer program has opened for writing yet has none.
fn has_spans(conn: &Connection) -> Result<bool> {
    Ok(migrate::version(conn)? >= migrate::KIND_SPANS)
}

fn number(conn: &Connection, sql: &str, params: impl Params) -> Result<i64> {
    conn.prepare_cached(sql)?.query_row(params, |row| row.get(0))
}

/// A queue that no newer program has opened for writing yet has no such table.
fn client_refusals(conn: &Connection) -> Result<Vec<ClientRefusal>> {
    if migrate::version(conn)? < migrate::CLIENT_REFUSALS {
        return Ok(Vec::new());
    }
    let read = |row: &Row<'_>| {
        Ok(ClientRefusal {
            reason: row.get(0)?,
            events: row::count(row.get(1)?),
            last_at: row.get(2)?,
        })
    };
    conn.prepare_cached(sql::CLIENT_REFUSALS)?.query_map([], read)?.collect()
}

fn collect(
    conn: &Connection,
    sql: &str,
    params: impl Params,
    keys: &mut Vec<Cursor>,
) -> Result<()> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    while let Some(row) = rows.next()? {
        keys.push(Cursor { recorded_at: row.get(0)?, id: row.get(1)? });
    }
    Ok(())
}
