//! Leases: who holds which rows, and until when. Which rows come next is
//! in `pick`.

use std::time::Duration;

use rusqlite::{Result, Row, params};

use super::Store;
use super::pick::{Picked, pick};
use super::ranges::Ranges;
use super::settle::Settling;
use super::totals::{Totals, one};
use crate::queue::clock::micros;
use crate::queue::lease::{Lease, LeaseId, LeaseRequest};
use crate::queue::reason::RefusedReason;
use crate::queue::row::{self, Stored, int};
use crate::queue::sql;
use crate::queue::stats::Tally;

/// The id of every empty lease; SQLite numbers real ones from 1.
const NOTHING_HELD: LeaseId = LeaseId(0);

impl Store {
    pub(in crate::queue) fn lease(&self, request: &LeaseRequest) -> Result<Lease> {
        self.release_expired()?;
        let Picked { events, held, oversized } = pick(&self.conn, request, &self.held()?)?;
        self.refuse_oversized(&oversized)?;
        let rows = Ranges::of(events.iter().map(|event| event.ticket().seq).collect());
        let id = self.hold(&rows, held, request.hold)?;
        Ok(Lease { id, events, quarantined: oversized.len() })
    }

    /// Ends the leases whose time is over; says how many events wait again.
    pub(in crate::queue) fn release_expired(&self) -> Result<usize> {
        let now = self.open_time();
        let released = row::sizes(&self.conn, sql::RELEASE_EXPIRED, [now])?;
        self.conn.prepare_cached(sql::DROP_EXPIRED_LEASES)?.execute([now])?;
        Ok(events_of(released))
    }

    /// Ends one lease, whatever it still holds.
    pub(in crate::queue) fn release(&self, lease: LeaseId) -> Result<usize> {
        let released = row::sizes(&self.conn, sql::RELEASE_LEASE, [lease.0])?;
        self.conn.prepare_cached(sql::DROP_LEASE)?.execute([lease.0])?;
        Ok(events_of(released))
    }

    /// Ends all leases.
    pub(super) fn release_all(&self) -> Result<()> {
        self.conn.execute(sql::RELEASE_ALL, [])?;
        self.conn.execute(sql::DROP_ALL_LEASES, [])?;
        Ok(())
    }

    /// What any lease holds.
    fn held(&self) -> Result<Ranges> {
        let mut all = self.conn.prepare_cached(sql::HELD)?;
        all.query_map([], run)?.collect::<Result<_>>().map(Ranges::of_runs)
    }

    /// What this lease holds.
    pub(super) fn held_by(&self, lease: LeaseId) -> Result<Ranges> {
        let mut own = self.conn.prepare_cached(sql::HELD_BY)?;
        own.query_map([lease.0], run)?.collect::<Result<_>>().map(Ranges::of_runs)
    }

    fn hold(&self, rows: &Ranges, held: Tally, hold: Duration) -> Result<LeaseId> {
        if rows.runs().is_empty() {
            // Looking for work must not cost a commit.
            return Ok(NOTHING_HELD);
        }
        let until = self.open_time().saturating_add(micros(hold));
        let row = params![self.clock.wall(), until, int(held.events), int(held.bytes)];
        let lease = LeaseId(self.conn.prepare_cached(sql::ADD_LEASE)?.insert(row)?);
        self.add_held(lease, rows)?;
        Ok(lease)
    }

    /// Lets a lease hold these rows and no others.
    pub(super) fn hold_only(&self, lease: LeaseId, rows: &Ranges) -> Result<()> {
        row::sizes(&self.conn, sql::RELEASE_LEASE, [lease.0])?;
        self.add_held(lease, rows)
    }

    fn add_held(&self, lease: LeaseId, rows: &Ranges) -> Result<()> {
        let mut add = self.conn.prepare_cached(sql::ADD_HELD)?;
        rows.runs()
            .iter()
            .try_for_each(|run| add.execute([*run.start(), *run.end(), lease.0]).map(drop))
    }

    fn refuse_oversized(&self, oversized: &[(i64, u64)]) -> Result<()> {
        if oversized.is_empty() {
            return Ok(());
        }
        let mut totals = Totals::load(&self.conn)?;
        let mut settling = Settling::prepare(self)?;
        for (seq, size) in oversized {
            settling.refuse(*seq, &RefusedReason::Oversized)?;
            totals.shift(Stored::Queued, Stored::Refused, one(*size));
        }
        totals.save(&self.conn)
    }
}

fn run(row: &Row<'_>) -> Result<std::ops::RangeInclusive<i64>> {
    Ok(row.get(0)?..=row.get(1)?)
}

/// How many events the runs have, of which the sizes were summed up.
fn events_of(runs: Tally) -> usize {
    usize::try_from(runs.bytes).unwrap_or(usize::MAX)
}
