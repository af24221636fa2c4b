//! `kind_spans` during a transaction: what it adds, moves and deletes is summed
//! up in memory and written once, before the commit; and before a call looks for
//! events by their spans, because those before it may share its transaction.
//!
//! New events are told by whoever inserts them. Changes of state and deletions
//! are told by SQLite, through triggers of this connection that call a function,
//! so that no statement can forget it. A transaction that is rolled back must
//! be forgotten here, too.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::Null;
use rusqlite::{Connection, Result, params};

use crate::queue::row::Stored;
use crate::queue::sql;

/// Kind, state, span.
type Key = (i64, i64, i64);

/// What a transaction changes so far.
#[derive(Debug, Default, Clone)]
pub(super) struct Spans(Arc<Mutex<Changes>>);

#[derive(Debug, Default)]
struct Changes {
    /// The one that was changed last: neighbours are mostly of one kind and
    /// one span.
    last: (Key, i64),
    others: BTreeMap<Key, i64>,
}

impl Changes {
    fn add(&mut self, key: Key, events: i64) {
        if self.last.0 != key {
            let (before, count) = std::mem::replace(&mut self.last, (key, 0));
            *self.others.entry(before).or_default() += count;
        }
        self.last.1 += events;
    }

    /// All of them, in order, and none are left.
    fn take(&mut self) -> impl Iterator<Item = (Key, i64)> {
        let Self { last: (key, count), mut others } = std::mem::take(self);
        *others.entry(key).or_default() += count;
        others.into_iter().filter(|(_, events)| *events != 0)
    }
}

impl Spans {
    /// Those of this connection, which tells from now on what it moves and
    /// deletes.
    pub(super) fn of(conn: &Connection) -> Result<Self> {
        let spans = Self::default();
        let told = spans.clone();
        let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DIRECTONLY;
        conn.create_scalar_function("event_moved", 4, flags, move |row| told.moved(row))?;
        conn.execute_batch(sql::TELL_MOVED)?;
        Ok(spans)
    }

    /// One more event.
    pub(super) fn add(&self, kind: i64, state: Stored, recorded_at: i64) {
        self.lock().add((kind, state as i64, recorded_at >> sql::SPAN_BITS), 1);
    }

    /// Writes what changed, and begins anew.
    pub(super) fn save(&self, conn: &Connection) -> Result<()> {
        let mut add = conn.prepare_cached(sql::ADD_TO_SPAN)?;
        let mut drop = conn.prepare_cached(sql::DROP_SPAN)?;
        for ((kind, state, span), events) in self.lock().take() {
            let left: i64 = add.query_row(params![kind, state, span, events], |row| row.get(0))?;
            if left <= 0 {
                drop.execute([kind, state, span])?;
            }
        }
        Ok(())
    }

    /// Forgets what changed.
    pub(super) fn forget(&self) {
        *self.lock() = Changes::default();
    }

    /// An event of this kind, recorded then, was in the first state and is in
    /// the second; in none when it was deleted.
    fn moved(&self, row: &Context<'_>) -> Result<Null> {
        let (kind, recorded_at): (i64, i64) = (row.get(0)?, row.get(1)?);
        let (from, to): (i64, Option<i64>) = (row.get(2)?, row.get(3)?);
        let span = recorded_at >> sql::SPAN_BITS;
        let mut changes = self.lock();
        changes.add((kind, from, span), -1);
        if let Some(to) = to {
            changes.add((kind, to, span), 1);
        }
        Ok(Null)
    }

    fn lock(&self) -> MutexGuard<'_, Changes> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
