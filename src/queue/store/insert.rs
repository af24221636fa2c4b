//! New events: duplicates are ignored one by one, what does not fit is
//! dropped and counted. Settled events make room before a new one is lost:
//! what already left is history, what did not leave yet is the point.

use rusqlite::{CachedStatement, Connection, OptionalExtension as _, Result, params};

use super::Store;
use super::spans::Spans;
use super::totals::{Totals, one};
use crate::queue::event::{Disposition, Inserted, NewEvent};
use crate::queue::limits::QueueLimits;
use crate::queue::reason::LossReason;
use crate::queue::row::{Stored, count, int};
use crate::queue::sql;
use crate::queue::stats::Tally;

impl Store {
    pub(in crate::queue) fn insert(&mut self, batch: &[NewEvent]) -> Result<Inserted> {
        let mut room = Room::load(&self.conn, &self.limits)?;
        let mut rows = Rows::prepare(&self.conn, &self.spans, self.clock.wall(), self.open_time())?;
        let mut done = Inserted::default();
        for event in batch {
            let kind = self.kinds.number(&self.conn, &event.feature, &event.action)?;
            match insert_one(&mut room, &mut rows, kind, event)? {
                Done::Stored => done.stored += 1,
                Done::Duplicate => done.duplicates += 1,
                Done::Dropped => done.dropped += 1,
            }
        }
        drop(rows);
        room.totals.save(&self.conn)?;
        room.losses.into_iter().try_for_each(|(reason, lost)| self.add_loss(reason, lost))?;
        Ok(done)
    }
}

enum Done {
    Stored,
    Duplicate,
    Dropped,
}

fn insert_one(
    room: &mut Room<'_>,
    rows: &mut Rows<'_>,
    kind: i64,
    event: &NewEvent,
) -> Result<Done> {
    let size = event.size() as u64;
    if let Err(reason) = room.fits(size) {
        if rows.has(&event.id)? {
            return Ok(Done::Duplicate);
        }
        if !room.make(size)? {
            room.lose(reason, size);
            return Ok(Done::Dropped);
        }
    }
    let (state, reason) = match event.disposition {
        Disposition::Queue => (Stored::Queued, None),
        Disposition::Withhold(reason) => (Stored::Withheld, Some(reason.as_str())),
    };
    if !rows.add(kind, state, reason, event)? {
        return Ok(Done::Duplicate);
    }
    room.totals.add(state, one(size));
    Ok(Done::Stored)
}

/// The prepared statements of a batch.
struct Rows<'a> {
    conn: &'a Connection,
    spans: &'a Spans,
    event: CachedStatement<'a>,
    local: CachedStatement<'a>,
    now: i64,
    open_time: i64,
}

impl<'a> Rows<'a> {
    fn prepare(conn: &'a Connection, spans: &'a Spans, now: i64, open_time: i64) -> Result<Self> {
        let event = conn.prepare_cached(sql::INSERT_EVENT)?;
        let local = conn.prepare_cached(sql::INSERT_LOCAL)?;
        Ok(Self { conn, spans, event, local, now, open_time })
    }

    fn has(&self, id: &str) -> Result<bool> {
        self.conn.prepare_cached(sql::FIND_EVENT)?.exists([id])
    }

    /// Adds both parts; false when there is an event of this id.
    fn add(
        &mut self,
        kind: i64,
        state: Stored,
        reason: Option<&str>,
        event: &NewEvent,
    ) -> Result<bool> {
        let NewEvent { id, recorded_at, exportable, local, .. } = event;
        let size = int(event.size());
        let exportable: &[u8] = exportable;
        let row = params![
            id,
            recorded_at,
            kind,
            state as i64,
            self.now,
            self.open_time,
            size,
            reason,
            exportable
        ];
        if self.event.execute(row)? == 0 {
            return Ok(false);
        }
        self.spans.add(kind, state, *recorded_at);
        if let Some(local) = local {
            self.local.execute(params![self.conn.last_insert_rowid(), &local[..]])?;
        }
        Ok(true)
    }
}

/// What still fits, and what was given up for it.
struct Room<'a> {
    conn: &'a Connection,
    limits: &'a QueueLimits,
    totals: Totals,
    losses: Vec<(LossReason, Tally)>,
}

impl<'a> Room<'a> {
    fn load(conn: &'a Connection, limits: &'a QueueLimits) -> Result<Self> {
        Ok(Self { conn, limits, totals: Totals::load(conn)?, losses: Vec::new() })
    }

    /// Whether one more event of `size` bytes fits beside everything stored.
    fn fits(&self, size: u64) -> Result<(), LossReason> {
        self.fits_beside(
            &[Stored::Queued, Stored::Withheld, Stored::Exported, Stored::Refused],
            size,
        )
    }

    fn fits_beside(&self, states: &[Stored], size: u64) -> Result<(), LossReason> {
        let tallies = || states.iter().map(|state| self.totals.get(*state));
        if tallies().map(|tally| tally.events).sum::<u64>() >= self.limits.max_rows {
            return Err(LossReason::MaxRows);
        }
        if tallies().map(|tally| tally.bytes).sum::<u64>() + size > self.limits.max_bytes {
            return Err(LossReason::MaxBytes);
        }
        Ok(())
    }

    /// Deletes settled events, oldest first, until `size` more bytes fit;
    /// false, and none deleted, when that would not be enough.
    fn make(&mut self, size: u64) -> Result<bool> {
        if self.fits_beside(&[Stored::Queued, Stored::Withheld], size).is_err() {
            return Ok(false);
        }
        while self.fits(size).is_err() {
            let evicted = self.evict(Stored::Exported, LossReason::ExportedEvicted)?
                || self.evict(Stored::Refused, LossReason::RefusedEvicted)?;
            if !evicted {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn evict(&mut self, state: Stored, reason: LossReason) -> Result<bool> {
        let mut evict = self.conn.prepare_cached(sql::EVICT_SETTLED)?;
        let size = evict.query_row([state as i64], |row| row.get(0)).optional()?;
        let Some(size) = size.map(count) else { return Ok(false) };
        self.totals.remove(state, one(size));
        self.lose(reason, size);
        Ok(true)
    }

    fn lose(&mut self, reason: LossReason, size: u64) {
        let at = self.losses.iter().position(|(known, _)| *known == reason);
        let at = at.unwrap_or_else(|| {
            self.losses.push((reason, Tally::default()));
            self.losses.len() - 1
        });
        self.losses[at].1.events += 1;
        self.losses[at].1.bytes += size;
    }
}
