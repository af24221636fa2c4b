//! Deleting: exported events after their retention, and everything that waits
//! when telemetry is switched off. In steps of bounded size.
//!
//! Retention is counted in open time: microseconds of a monotonic clock while
//! some process has the queue open, summed over all of them. It never runs
//! faster than real time, so no jump of the wall clock deletes early; and it
//! always runs, so no jump stops the clean-up.

use std::time::Duration;

use rusqlite::{Result, params};

use super::Store;
use super::totals::Totals;
use crate::queue::clock::micros;
use crate::queue::reason::LossReason;
use crate::queue::row::{self, Stored, int};
use crate::queue::sql;
use crate::queue::stats::Tally;

impl Store {
    /// Deletes at most `limit` events that were exported `retention` ago.
    pub(in crate::queue) fn clean_up(&self, retention: Duration, limit: usize) -> Result<usize> {
        self.keep_open_time()?;
        let until = self.open_time().saturating_sub(micros(retention));
        let mut totals = Totals::load(&self.conn)?;
        let deleted = row::sizes(&self.conn, sql::DELETE_EXPORTED, params![until, int(limit)])?;
        totals.remove(Stored::Exported, deleted);
        totals.save(&self.conn)?;
        Ok(usize::try_from(deleted.events).unwrap_or(usize::MAX))
    }

    /// Deletes at most `limit` of the events that are queued, leased or
    /// withheld, and counts them as purged.
    pub(in crate::queue) fn purge_waiting(&self, limit: usize) -> Result<usize> {
        self.release_all()?;
        self.purge(limit, |state, left| {
            row::sizes(&self.conn, sql::DELETE_IN_STATE, params![state as i64, left])
        })
    }

    /// As [`Self::purge_waiting`], of one kind of event. What is being sent goes
    /// back first, with all that is: the exporter sends that again, and the
    /// gateway knows it.
    pub(in crate::queue) fn purge_kind(&self, kind: i64, limit: usize) -> Result<usize> {
        if self.conn.prepare_cached(sql::IS_KIND_LEASED)?.exists([kind])? {
            self.release_all()?;
        }
        self.spans.save(&self.conn)?;
        self.purge(limit, |state, left| {
            let row = params![kind, state as i64, left];
            row::sizes(&self.conn, sql::DELETE_KIND_IN_STATE, row)
        })
    }

    fn purge(&self, limit: usize, delete: impl Fn(Stored, i64) -> Result<Tally>) -> Result<usize> {
        let mut totals = Totals::load(&self.conn)?;
        let mut purged = Tally::default();
        for state in [Stored::Queued, Stored::Withheld] {
            let left = limit as u64 - purged.events.min(limit as u64);
            let deleted = delete(state, int(left))?;
            totals.remove(state, deleted);
            purged.events += deleted.events;
            purged.bytes += deleted.bytes;
        }
        totals.save(&self.conn)?;
        self.add_loss(LossReason::Purged, purged)?;
        Ok(usize::try_from(purged.events).unwrap_or(usize::MAX))
    }
}
