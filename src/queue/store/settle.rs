//! Outcomes. Only what a lease holds is changed, so an acknowledgement that
//! is made up, repeated or late changes nothing. Exported events are changed
//! run by run; all else is rare and changed one by one.

use rusqlite::{CachedStatement, OptionalExtension as _, Result, params};

use super::ranges::{Ranges, Shrinking};
use super::totals::{Totals, one};
use super::{Store, shortened};
use crate::queue::lease::{LeaseId, Outcome, Settled, Ticket};
use crate::queue::reason::RefusedReason;
use crate::queue::row::{Stored, count, int};
use crate::queue::sql;
use crate::queue::stats::Tally;

impl Store {
    /// Settles events by their ids.
    pub(in crate::queue) fn settle(
        &self,
        lease: LeaseId,
        outcomes: &[(String, Outcome)],
    ) -> Result<Settled> {
        let mut find = self.conn.prepare_cached(sql::FIND_EVENT)?;
        let ticket =
            |row: &rusqlite::Row<'_>| Ok(Ticket { seq: row.get(0)?, size: count(row.get(1)?) });
        let mut batch = Batch::new(self, lease)?;
        for (id, outcome) in outcomes {
            match find.query_row([id], ticket).optional()? {
                Some(ticket) => batch.take(ticket, outcome)?,
                None => batch.settled.unknown += 1,
            }
        }
        batch.finish()
    }

    /// Settles events by their tickets.
    pub(in crate::queue) fn settle_tickets(
        &self,
        lease: LeaseId,
        outcomes: &[(Ticket, Outcome)],
    ) -> Result<Settled> {
        let mut batch = Batch::new(self, lease)?;
        outcomes.iter().try_for_each(|(ticket, outcome)| batch.take(*ticket, outcome))?;
        batch.finish()
    }

    fn shrink(&self, lease: LeaseId, by: Tally) -> Result<()> {
        let row = params![lease.0, int(by.events), int(by.bytes)];
        self.conn.prepare_cached(sql::SHRINK_LEASE)?.execute(row)?;
        self.conn.prepare_cached(sql::DROP_EMPTY_LEASES)?.execute([])?;
        Ok(())
    }
}

/// The outcomes of one call.
struct Batch<'a> {
    store: &'a Store,
    lease: LeaseId,
    /// What the lease still holds.
    held: Shrinking,
    exported: Vec<i64>,
    settling: Settling<'a>,
    totals: Totals,
    settled: Settled,
    given_back: Tally,
}

impl<'a> Batch<'a> {
    fn new(store: &'a Store, lease: LeaseId) -> Result<Self> {
        Ok(Self {
            store,
            lease,
            held: store.held_by(lease)?.into(),
            exported: Vec::new(),
            settling: Settling::prepare(store)?,
            totals: Totals::load(&store.conn)?,
            settled: Settled::default(),
            given_back: Tally::default(),
        })
    }

    fn take(&mut self, ticket: Ticket, outcome: &Outcome) -> Result<()> {
        let Ticket { seq, size } = ticket;
        if !self.held.take(seq) {
            self.settled.unknown += 1;
            return Ok(());
        }
        self.given_back.events += 1;
        self.given_back.bytes += size;
        let done = match outcome {
            Outcome::Exported => {
                self.exported.push(seq);
                Stored::Exported
            }
            Outcome::Refused(reason) => {
                self.settling.refuse(seq, reason)?;
                Stored::Refused
            }
            Outcome::Withheld(reason) => {
                self.settling.withhold(seq, reason.as_str())?;
                Stored::Withheld
            }
            Outcome::Released => Stored::Queued,
        };
        self.totals.shift(Stored::Queued, done, one(size));
        match done {
            Stored::Exported => self.settled.exported += 1,
            Stored::Refused => self.settled.refused += 1,
            Stored::Withheld => self.settled.withheld += 1,
            Stored::Queued => self.settled.released += 1,
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Settled> {
        self.settling.export(Ranges::of(self.exported))?;
        if self.given_back.events > 0 {
            self.store.hold_only(self.lease, &self.held.left())?;
            self.store.shrink(self.lease, self.given_back)?;
        }
        self.store.keep_open_time()?;
        self.totals.save(&self.store.conn)?;
        Ok(self.settled)
    }
}

/// The prepared statements of a batch of outcomes.
pub(super) struct Settling<'a> {
    export: CachedStatement<'a>,
    refuse: CachedStatement<'a>,
    withhold: CachedStatement<'a>,
    now: i64,
    open_time: i64,
}

impl<'a> Settling<'a> {
    pub(super) fn prepare(store: &'a Store) -> Result<Self> {
        Ok(Self {
            export: store.conn.prepare_cached(sql::SET_EXPORTED)?,
            refuse: store.conn.prepare_cached(sql::SET_REFUSED)?,
            withhold: store.conn.prepare_cached(sql::SET_WITHHELD)?,
            now: store.clock.wall(),
            open_time: store.open_time(),
        })
    }

    fn export(&mut self, rows: Ranges) -> Result<()> {
        rows.runs().iter().try_for_each(|run| {
            let row = [*run.start(), *run.end(), self.now, self.open_time];
            self.export.execute(row).map(drop)
        })
    }

    fn withhold(&mut self, seq: i64, reason: &str) -> Result<()> {
        self.withhold.execute(params![seq, self.now, reason]).map(drop)
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
