//! Which events a lease takes: oldest first, bounded, and none that is held.
//! An event that can never travel is found on the way, so that it does not
//! block those behind it. Nothing here may read a local part.

use std::collections::HashMap;
use std::sync::Arc;

use bytes::Bytes;
use rusqlite::{Connection, Result, Row};

use super::ranges::Ranges;
use crate::queue::lease::{ExportableEvent, Kind, LeaseRequest, Ticket};
use crate::queue::row::count;
use crate::queue::sql;
use crate::queue::stats::Tally;

#[derive(Default)]
pub(super) struct Picked {
    pub(super) events: Vec<ExportableEvent>,
    /// Events, and bytes of both parts, for the lease's own count.
    pub(super) held: Tally,
    /// Rows and sizes of those that can never travel.
    pub(super) oversized: Vec<(i64, u64)>,
}

/// Takes the oldest events that are not among those `held`.
pub(super) fn pick(conn: &Connection, request: &LeaseRequest, held: &Ranges) -> Result<Picked> {
    let mut picking = Picking::new(request);
    let Some(from) = first_free(conn, held)? else { return Ok(picking.picked) };
    let (mut kinds, mut next) = (Kinds::default(), conn.prepare_cached(sql::NEXT_QUEUED)?);
    let mut rows = next.query([from])?;
    while let Some(row) = rows.next()?
        && !picking.begins(row.get(1)?)
    {
        if !held.contains(row.get(0)?) {
            let kind = kinds.get(conn, row.get(3)?)?;
            picking.add(found(row, kind, request.max_event_bytes)?);
        }
    }
    Ok(picking.finish())
}

/// The time of the oldest event that is not held.
fn first_free(conn: &Connection, held: &Ranges) -> Result<Option<i64>> {
    let mut keys = conn.prepare_cached(sql::QUEUED_KEYS)?;
    let mut rows = keys.query([])?;
    while let Some(row) = rows.next()? {
        if !held.contains(row.get(0)?) {
            return row.get(1).map(Some);
        }
    }
    Ok(None)
}

/// An event that was read, or one without its bytes that can never travel.
enum Found {
    Event(ExportableEvent),
    Oversized { ticket: Ticket, id: String },
}

impl Found {
    fn id(&self) -> &str {
        match self {
            Self::Event(event) => event.id(),
            Self::Oversized { id, .. } => id,
        }
    }

    /// How many bytes would travel.
    fn bytes(&self) -> usize {
        match self {
            Self::Event(event) => event.bytes.len(),
            Self::Oversized { .. } => 0,
        }
    }
}

fn found(row: &Row<'_>, kind: Arc<Kind>, most: usize) -> Result<Found> {
    let ticket = Ticket { seq: row.get(0)?, size: count(row.get(4)?) };
    let (id, bytes) = (row.get(2)?, row.get_ref(5)?.as_blob()?);
    if bytes.len() > most {
        return Ok(Found::Oversized { ticket, id });
    }
    let (recorded_at, bytes) = (row.get(1)?, Bytes::copy_from_slice(bytes));
    Ok(Found::Event(ExportableEvent { ticket, id, recorded_at, kind, bytes }))
}

/// The choice among the events as they come by, in the order of their times.
struct Picking<'a> {
    request: &'a LeaseRequest,
    picked: Picked,
    /// Bytes of the events that are picked.
    bytes: usize,
    full: bool,
    time: i64,
    same_time: SameTime,
}

impl<'a> Picking<'a> {
    fn new(request: &'a LeaseRequest) -> Self {
        Self {
            request,
            picked: Picked::default(),
            bytes: 0,
            full: request.max_events == 0,
            time: i64::MIN,
            same_time: SameTime::default(),
        }
    }

    /// What comes now is of this time; says whether it is not wanted any more.
    fn begins(&mut self, time: i64) -> bool {
        if time != self.time {
            self.take_same_time();
            self.time = time;
        }
        self.full
    }

    fn add(&mut self, found: Found) {
        self.same_time.add(found, self.request);
    }

    fn finish(mut self) -> Picked {
        self.take_same_time();
        self.picked
    }

    fn take_same_time(&mut self) {
        let mut same_time = std::mem::take(&mut self.same_time);
        same_time.sort();
        same_time.found.drain(..).for_each(|found| self.take(found));
        self.same_time = SameTime { found: same_time.found, ..SameTime::default() };
    }

    fn take(&mut self, found: Found) {
        match found {
            _ if self.full => {}
            Found::Oversized { ticket, .. } => {
                self.picked.oversized.push((ticket.seq, ticket.size));
            }
            Found::Event(event) => self.take_event(event),
        }
    }

    fn take_event(&mut self, event: ExportableEvent) {
        self.bytes += event.bytes.len();
        if self.bytes > self.request.max_bytes && !self.picked.events.is_empty() {
            self.full = true;
            return;
        }
        self.picked.held.events += 1;
        self.picked.held.bytes += event.ticket.size;
        self.picked.events.push(event);
        self.full = self.picked.events.len() >= self.request.max_events;
    }
}

/// The events of one time, among which their ids decide. However many there
/// are, only about twice as many are kept as a lease can take.
#[derive(Default)]
struct SameTime {
    found: Vec<Found>,
    bytes: usize,
    /// What was left when those were thrown away that come too late.
    left: (usize, usize),
}

impl SameTime {
    fn add(&mut self, found: Found, request: &LeaseRequest) {
        self.bytes += found.bytes();
        self.found.push(found);
        let (events, bytes) = self.left;
        if self.found.len() > 2 * events + request.max_events
            || self.bytes > (2 * bytes).saturating_add(request.max_bytes)
        {
            self.trim(request);
        }
    }

    fn sort(&mut self) {
        self.found.sort_unstable_by(|a, b| a.id().cmp(b.id()));
    }

    /// Keeps what one lease can look at: up to the event with which it is full.
    fn trim(&mut self, request: &LeaseRequest) {
        self.sort();
        let (mut events, mut bytes) = (0, 0);
        let comes_in_time = |found: &&Found| {
            // A first event is taken however large it is.
            let has_room = bytes <= request.max_bytes || events <= 1;
            let has_room = has_room && events < request.max_events;
            events += usize::from(matches!(found, Found::Event(_)));
            bytes += found.bytes();
            has_room
        };
        let kept = self.found.iter().take_while(comes_in_time).count();
        self.found.truncate(kept);
        self.bytes = self.found.iter().map(Found::bytes).sum();
        self.left = (self.found.len(), self.bytes);
    }
}

/// The names of the kinds that were met.
#[derive(Default)]
struct Kinds(HashMap<i64, Arc<Kind>>);

impl Kinds {
    fn get(&mut self, conn: &Connection, kind: i64) -> Result<Arc<Kind>> {
        if let Some(known) = self.0.get(&kind) {
            return Ok(Arc::clone(known));
        }
        let read = |row: &Row<'_>| Ok(Kind { feature: row.get(0)?, action: row.get(1)? });
        let found = Arc::new(conn.prepare_cached(sql::KIND)?.query_row([kind], read)?);
        self.0.insert(kind, Arc::clone(&found));
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection, prelude::*};

    use super::*;

    /// Larger ones can never travel.
    const MOST: usize = 20;

    fn found((time, id): (i64, u8), size: usize) -> Found {
        let (id, ticket) = (format!("{id:03}"), Ticket { seq: id.into(), size: size as u64 });
        if size > MOST {
            return Found::Oversized { ticket, id };
        }
        let kind = Arc::new(Kind { feature: String::new(), action: String::new() });
        let bytes = Bytes::from(vec![0; size]);
        Found::Event(ExportableEvent { ticket, id, recorded_at: time, kind, bytes })
    }

    fn seqs(picked: &Picked) -> (Vec<i64>, Vec<i64>) {
        let events = picked.events.iter().map(|event| event.ticket.seq).collect();
        (events, picked.oversized.iter().map(|(seq, _)| *seq).collect())
    }

    /// One by one in the order of time and id, until one does not fit.
    fn expected(rows: &[((i64, u8), usize)], request: &LeaseRequest) -> (Vec<i64>, Vec<i64>) {
        let (mut events, mut oversized, mut bytes) = (Vec::new(), Vec::new(), 0);
        for ((_, id), size) in rows {
            if events.len() >= request.max_events {
                break;
            }
            if *size > MOST {
                oversized.push((*id).into());
                continue;
            }
            bytes += size;
            if bytes > request.max_bytes && !events.is_empty() {
                break;
            }
            events.push((*id).into());
        }
        (events, oversized)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5_000))]

        #[test]
        fn the_choice_is_that_of_sorted_rows(
            sizes in collection::btree_map((0_i64..3, any::<u8>()), 0_usize..25, 0..40),
            order in any::<u64>(),
            max_events in 0_usize..8,
            max_bytes in 0_usize..60,
        ) {
            let request = LeaseRequest { max_events, max_bytes, ..LeaseRequest::default() };
            let sorted: Vec<_> = sizes.into_iter().collect();
            let mut rows = sorted.clone();
            // By time, and within a time in any order.
            rows.sort_by_key(|((time, id), _)| (*time, u64::from(*id).wrapping_mul(order | 1)));
            let mut picking = Picking::new(&request);
            for (key, size) in rows {
                if picking.begins(key.0) {
                    break;
                }
                picking.add(found(key, size));
            }
            prop_assert_eq!(seqs(&picking.finish()), expected(&sorted, &request));
        }
    }
}
