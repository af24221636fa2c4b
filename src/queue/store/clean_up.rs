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
        let mut totals = Totals::load(&self.conn)?;
        let mut purged = Tally::default();
        for state in [Stored::Queued, Stored::Withheld] {
            let left = int(limit as u64 - purged.events.min(limit as u64));
            let deleted =
                row::sizes(&self.conn, sql::DELETE_IN_STATE, params![state as i64, left])?;
            totals.remove(state, deleted);
            purged.events += deleted.events;
            purged.bytes += deleted.bytes;
        }
        totals.save(&self.conn)?;
        self.add_loss(LossReason::Purged, purged)?;
        Ok(usize::try_from(purged.events).unwrap_or(usize::MAX))
    }
}
