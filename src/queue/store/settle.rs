//! Outcomes. Only what a lease holds is changed, so an acknowledgement that
//! is made up, repeated or late changes nothing.

use rusqlite::{CachedStatement, OptionalExtension as _, Result, params};

use super::totals::{Totals, one};
use super::{Store, shortened};
use crate::queue::lease::{LeaseId, Outcome, Settled};
use crate::queue::reason::RefusedReason;
use crate::queue::row::{Stored, count, int};
use crate::queue::sql;
use crate::queue::stats::Tally;

impl Store {
    pub(in crate::queue) fn settle(
        &self,
        lease: LeaseId,
        outcomes: &[(String, Outcome)],
    ) -> Result<Settled> {
        let mut totals = Totals::load(&self.conn)?;
        let mut settling = Settling::prepare(self)?;
        let mut settled = Settled::default();
        let mut given_back = Tally::default();
        for (id, outcome) in outcomes {
            let Some((seq, size)) = settling.take(id, lease)? else {
                settled.unknown += 1;
                continue;
            };
            settling.apply(seq, outcome)?;
            given_back.events += 1;
            given_back.bytes += size;
            record(outcome, size, &mut totals, &mut settled);
        }
        self.shrink(lease, given_back)?;
        self.keep_open_time()?;
        totals.save(&self.conn)?;
        Ok(settled)
    }

    fn shrink(&self, lease: LeaseId, by: Tally) -> Result<()> {
        let row = params![lease.0, int(by.events), int(by.bytes)];
        self.conn.prepare_cached(sql::SHRINK_LEASE)?.execute(row)?;
        self.conn.prepare_cached(sql::DROP_EMPTY_LEASES)?.execute([])?;
        Ok(())
    }
}

fn record(outcome: &Outcome, size: u64, totals: &mut Totals, settled: &mut Settled) {
    match outcome {
        Outcome::Exported => {
            totals.shift(Stored::Queued, Stored::Exported, one(size));
            settled.exported += 1;
        }
        Outcome::Refused(_) => {
            totals.shift(Stored::Queued, Stored::Refused, one(size));
            settled.refused += 1;
        }
        Outcome::Released => settled.released += 1,
        Outcome::Withheld(_) => {
            totals.shift(Stored::Queued, Stored::Withheld, one(size));
            settled.withheld += 1;
        }
    }
}

/// The prepared statements of a batch of outcomes.
pub(super) struct Settling<'a> {
    find: CachedStatement<'a>,
    take: CachedStatement<'a>,
    export: CachedStatement<'a>,
    refuse: CachedStatement<'a>,
    withhold: CachedStatement<'a>,
    now: i64,
    open_time: i64,
}

impl<'a> Settling<'a> {
    pub(super) fn prepare(store: &'a Store) -> Result<Self> {
        Ok(Self {
            find: store.conn.prepare_cached(sql::FIND_EVENT)?,
            take: store.conn.prepare_cached(sql::TAKE_LEASED)?,
            export: store.conn.prepare_cached(sql::SET_EXPORTED)?,
            refuse: store.conn.prepare_cached(sql::SET_REFUSED)?,
            withhold: store.conn.prepare_cached(sql::SET_WITHHELD)?,
            now: store.clock.wall(),
            open_time: store.open_time(),
        })
    }

    /// Takes the event out of the lease, and gives its row and size; none
    /// when it is not in there.
    fn take(&mut self, id: &str, lease: LeaseId) -> Result<Option<(i64, u64)>> {
        let found = self.find.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let Some((seq, size)) = found else { return Ok(None) };
        let held = self.take.execute([seq, lease.0])? == 1;
        Ok(held.then_some((seq, count(size))))
    }

    fn apply(&mut self, seq: i64, outcome: &Outcome) -> Result<()> {
        match outcome {
            Outcome::Exported => {
                self.export.execute([seq, self.now, self.open_time])?;
                Ok(())
            }
            Outcome::Refused(reason) => self.refuse(seq, reason),
            Outcome::Released => Ok(()),
            Outcome::Withheld(reason) => {
                self.withhold.execute(params![seq, self.now, reason.as_str()])?;
                Ok(())
            }
        }
    }

    pub(super) fn refuse(&mut self, seq: i64, reason: &RefusedReason) -> Result<()> {
        let (code, message) = match reason {
            RefusedReason::Gateway { code, message } => (Some(*code), Some(shortened(message))),
            RefusedReason::Oversized | RefusedReason::Undecodable => (None, None),
        };
        let row = params![seq, self.now, self.open_time, reason.as_str(), code, message];
        self.refuse.execute(row)?;
        Ok(())
    }
}
