//! What the writer does to the file, one file per deed. Everything here runs
//! on the writer's thread inside a transaction, and keeps `totals` and
//! `losses` true in that same transaction. Nothing here may wait for anything
//! but the disk.

mod clean_up;
mod insert;
mod kinds;
mod lease;
mod pick;
mod policy;
mod positions;
mod ranges;
mod settle;
mod spans;
mod totals;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rusqlite::{Connection, Result, params};

use self::kinds::Kinds;
use self::spans::Spans;
use super::ballast::Ballast;
use super::clock::{Clock, micros};
use super::connect::{self, Writing};
use super::error::{QueueError, is_full};
use super::limits::QueueLimits;
use super::reason::LossReason;
use super::row::int;
use super::stats::{Stats, Tally};
use super::{reader, sql};

/// The file, as its only writer sees it.
pub(super) struct Store {
    /// Declared before the lock, and therefore closed before it is given up.
    conn: Connection,
    _lock: Option<File>,
    path: PathBuf,
    limits: QueueLimits,
    kinds: Kinds,
    spans: Spans,
    ballast: Ballast,
    clock: Arc<dyn Clock>,
    /// `status.open_time` at opening, and the monotonic clock then.
    opened: (i64, Duration),
}

impl Store {
    pub(super) fn open(
        path: PathBuf,
        limits: QueueLimits,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, QueueError> {
        let Writing { conn, lock } = connect::open_writer(&path)?;
        let failed = |e| QueueError::from_sqlite(&path, e);
        let open_time = conn.query_row(sql::OPEN_TIME, [], |row| row.get(0)).map_err(failed)?;
        let mut store = Self {
            opened: (open_time, clock.monotonic()),
            ballast: Ballast::open(&path, limits.ballast_bytes),
            kinds: Kinds::default(),
            spans: Spans::of(&conn).map_err(failed)?,
            _lock: lock,
            conn,
            path,
            limits,
            clock,
        };
        store.limit_file();
        store.drain(|store| store.release_all()).map_err(|e| store.error(e))?;
        Ok(store)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn error(&self, error: rusqlite::Error) -> QueueError {
        QueueError::from_sqlite(&self.path, error)
    }

    /// Runs `work` in one transaction: durable when this returns `Ok`,
    /// without a trace otherwise.
    pub(super) fn transact<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.conn.execute_batch("BEGIN IMMEDIATE")?;
        let done = work(self).and_then(|value| {
            self.spans.save(&self.conn)?;
            self.conn.execute_batch("COMMIT")?;
            Ok(value)
        });
        if done.is_err() {
            self.roll_back();
        }
        done
    }

    /// As [`Self::transact`], for work that makes room: with the ballast, if
    /// there is no room without.
    pub(super) fn drain<T>(&mut self, mut work: impl FnMut(&mut Self) -> Result<T>) -> Result<T> {
        match self.transact(&mut work) {
            Err(error) if is_full(&error) && self.release_ballast() => self.transact(&mut work),
            done => done,
        }
    }

    /// Whether new events are let in: not while the ballast is given away,
    /// because they would take what draining needs.
    pub(super) fn lets_in(&mut self) -> bool {
        if self.ballast.restore_if_due(self.clock.monotonic()) {
            tracing::info!(path = %self.path.display(), "room again: the queue takes new events");
            self.limit_file();
        }
        self.ballast.is_held()
    }

    /// Keeps the open time, so that the next start goes on from it.
    pub(super) fn keep_open_time(&self) -> Result<()> {
        self.conn.prepare_cached(sql::SET_OPEN_TIME)?.execute([self.open_time()])?;
        Ok(())
    }

    pub(super) fn set_waiting(&self, reason: Option<&str>) -> Result<()> {
        let reason = reason.map(shortened);
        self.conn.prepare_cached(sql::SET_WAITING)?.execute(params![reason, self.clock.wall()])?;
        Ok(())
    }

    pub(super) fn stats(&self) -> Result<Stats> {
        reader::stats(&self.conn)
    }

    /// How long the queue has been open, in microseconds, over all starts.
    fn open_time(&self) -> i64 {
        let (before, since) = self.opened;
        before.saturating_add(micros(self.clock.monotonic().saturating_sub(since)))
    }

    pub(super) fn count_client_refusals(&self, counts: &[(&'static str, u64)]) -> Result<()> {
        let mut add = self.conn.prepare_cached(sql::ADD_CLIENT_REFUSAL)?;
        let now = self.clock.wall();
        counts.iter().try_for_each(|(reason, events)| {
            add.execute(params![reason, int(*events), now]).map(|_| ())
        })
    }

    fn add_loss(&self, reason: LossReason, lost: Tally) -> Result<()> {
        if lost.events == 0 {
            return Ok(());
        }
        let row = params![reason.as_str(), int(lost.events), int(lost.bytes), self.clock.wall()];
        self.conn.prepare_cached(sql::ADD_LOSS)?.execute(row)?;
        Ok(())
    }

    fn roll_back(&mut self) {
        // SQLite may have done it already, as it does when the disk is full.
        if !self.conn.is_autocommit()
            && let Err(error) = self.conn.execute_batch("ROLLBACK")
        {
            tracing::error!(path = %self.path.display(), %error, "cannot roll back");
        }
        self.kinds.forget();
        self.spans.forget();
    }

    fn release_ballast(&mut self) -> bool {
        if !self.ballast.release(self.clock.monotonic()) {
            return false;
        }
        self.limit_file();
        // The log shrinks, too, unless a reader is in the middle of it.
        let shrunk = self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        if let Err(error) = shrunk {
            tracing::debug!(path = %self.path.display(), %error, "cannot shrink the log");
        }
        true
    }

    /// Applies the limit of the file; the ballast counts towards it while it
    /// is given away.
    fn limit_file(&self) {
        let Some(limit) = self.limits.max_file_bytes else { return };
        let extra = if self.ballast.is_held() { 0 } else { self.ballast.bytes() };
        if let Err(error) = connect::limit_file(&self.conn, limit.saturating_add(extra)) {
            tracing::warn!(path = %self.path.display(), %error, "cannot limit the file");
        }
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        // Without it the retention is merely longer.
        if let Err(error) = self.drain(|store| store.keep_open_time()) {
            tracing::debug!(path = %self.path.display(), %error, "cannot keep the open time");
        }
    }
}

/// The most bytes of a text from outside that is kept.
const MAX_TEXT: usize = 1024;

/// At most [`MAX_TEXT`] bytes of `text`, whole characters.
fn shortened(text: &str) -> &str {
    &text[..text.floor_char_boundary(MAX_TEXT)]
}
