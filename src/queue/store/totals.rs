//! The counts by state during a transaction: read once, changed in memory,
//! written back where they changed.

use rusqlite::{Connection, Result, params};

use crate::queue::row::{self, Stored, int};
use crate::queue::sql;
use crate::queue::stats::Tally;

pub(super) struct Totals {
    before: [Tally; 4],
    now: [Tally; 4],
}

impl Totals {
    pub(super) fn load(conn: &Connection) -> Result<Self> {
        let now = row::totals(conn)?;
        Ok(Self { before: now, now })
    }

    pub(super) fn save(self, conn: &Connection) -> Result<()> {
        let mut set = conn.prepare_cached(sql::SET_TOTAL)?;
        for (state, (before, now)) in self.before.iter().zip(self.now).enumerate() {
            if *before != now {
                set.execute(params![int(state), int(now.events), int(now.bytes)])?;
            }
        }
        Ok(())
    }

    pub(super) fn get(&self, state: Stored) -> Tally {
        self.now[state as usize]
    }

    pub(super) fn add(&mut self, state: Stored, more: Tally) {
        let tally = &mut self.now[state as usize];
        tally.events += more.events;
        tally.bytes += more.bytes;
    }

    pub(super) fn remove(&mut self, state: Stored, less: Tally) {
        let tally = &mut self.now[state as usize];
        tally.events = tally.events.saturating_sub(less.events);
        tally.bytes = tally.bytes.saturating_sub(less.bytes);
    }

    pub(super) fn shift(&mut self, from: Stored, to: Stored, tally: Tally) {
        self.remove(from, tally);
        self.add(to, tally);
    }
}

/// One event of `bytes`.
pub(super) fn one(bytes: u64) -> Tally {
    Tally { events: 1, bytes }
}
