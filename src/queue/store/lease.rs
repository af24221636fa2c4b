//! Leases: oldest first, bounded, and an event that can never travel is
//! refused on the way, so that it does not block those behind it. Nothing
//! here may read a local part.

use std::time::Duration;

use bytes::Bytes;
use rusqlite::{Connection, Result, Row, params};

use super::Store;
use super::settle::Settling;
use super::totals::{Totals, one};
use crate::queue::clock::micros;
use crate::queue::lease::{ExportableEvent, Lease, LeaseId, LeaseRequest};
use crate::queue::reason::RefusedReason;
use crate::queue::row::{Stored, count, int};
use crate::queue::sql;
use crate::queue::stats::Tally;

/// The id of every empty lease; SQLite numbers real ones from 1.
const NOTHING_HELD: LeaseId = LeaseId(0);

impl Store {
    pub(in crate::queue) fn lease(&self, request: &LeaseRequest) -> Result<Lease> {
        self.release_expired()?;
        let Picked { events, seqs, held, oversized } = pick(&self.conn, request)?;
        self.refuse_oversized(&oversized)?;
        let id = self.hold(&seqs, held, request.hold)?;
        Ok(Lease { id, events, quarantined: oversized.len() })
    }

    /// Ends the leases whose time is over; says how many events wait again.
    pub(in crate::queue) fn release_expired(&self) -> Result<usize> {
        let now = self.open_time();
        let released = self.conn.prepare_cached(sql::RELEASE_EXPIRED)?.execute([now])?;
        self.conn.prepare_cached(sql::DROP_EXPIRED_LEASES)?.execute([now])?;
        Ok(released)
    }

    /// Ends one lease, whatever it still holds.
    pub(in crate::queue) fn release(&self, lease: LeaseId) -> Result<usize> {
        let released = self.conn.prepare_cached(sql::RELEASE_LEASE)?.execute([lease.0])?;
        self.conn.prepare_cached(sql::DROP_LEASE)?.execute([lease.0])?;
        Ok(released)
    }

    /// Ends all leases.
    pub(super) fn release_all(&self) -> Result<()> {
        self.conn.execute(sql::RELEASE_ALL, [])?;
        self.conn.execute(sql::DROP_ALL_LEASES, [])?;
        Ok(())
    }

    fn hold(&self, seqs: &[i64], held: Tally, hold: Duration) -> Result<LeaseId> {
        if seqs.is_empty() {
            // Looking for work must not cost a commit.
            return Ok(NOTHING_HELD);
        }
        let until = self.open_time().saturating_add(micros(hold));
        let row = params![self.clock.wall(), until, int(held.events), int(held.bytes)];
        let lease = self.conn.prepare_cached(sql::ADD_LEASE)?.insert(row)?;
        let mut add = self.conn.prepare_cached(sql::ADD_LEASED)?;
        for seq in seqs {
            add.execute(params![seq, lease])?;
        }
        Ok(LeaseId(lease))
    }

    fn refuse_oversized(&self, oversized: &[(i64, u64)]) -> Result<()> {
        let mut totals = Totals::load(&self.conn)?;
        let mut settling = Settling::prepare(self)?;
        for (seq, size) in oversized {
            settling.refuse(*seq, &RefusedReason::Oversized)?;
            totals.shift(Stored::Queued, Stored::Refused, one(*size));
        }
        totals.save(&self.conn)
    }
}

#[derive(Default)]
struct Picked {
    events: Vec<ExportableEvent>,
    /// The events' rows.
    seqs: Vec<i64>,
    /// Bytes of both parts, for the lease's own count.
    held: Tally,
    /// Rows and sizes.
    oversized: Vec<(i64, u64)>,
}

fn pick(conn: &Connection, request: &LeaseRequest) -> Result<Picked> {
    let mut picked = Picked::default();
    let mut bytes = 0;
    let mut next = conn.prepare_cached(sql::NEXT_QUEUED)?;
    let mut whole = conn.prepare_cached(sql::EXPORTABLE)?;
    let mut rows = next.query([])?;
    while picked.events.len() < request.max_events
        && let Some(row) = rows.next()?
    {
        let length = usize::try_from(row.get::<_, i64>(1)?).unwrap_or(usize::MAX);
        let (seq, size): (i64, _) = (row.get(0)?, count(row.get(2)?));
        if length > request.max_event_bytes {
            picked.oversized.push((seq, size));
            continue;
        }
        bytes += length;
        if bytes > request.max_bytes && !picked.events.is_empty() {
            break;
        }
        picked.held.events += 1;
        picked.held.bytes += size;
        picked.seqs.push(seq);
        picked.events.push(whole.query_row([seq], exportable)?);
    }
    Ok(picked)
}

fn exportable(row: &Row<'_>) -> Result<ExportableEvent> {
    Ok(ExportableEvent {
        id: row.get(0)?,
        recorded_at: row.get(1)?,
        feature: row.get(2)?,
        action: row.get(3)?,
        bytes: Bytes::from(row.get::<_, Vec<u8>>(4)?),
    })
}
