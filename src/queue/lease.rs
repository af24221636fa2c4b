//! What the exporter sees: leases, events that may leave, outcomes. These
//! types have no place for a local part, and only a lease makes them.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use super::limits::{DEFAULT_BATCH, MAX_MESSAGE};
use super::reason::{RefusedReason, WithheldReason};

/// An event that may leave. Only a lease makes one.
#[derive(Clone, PartialEq, Eq)]
pub struct ExportableEvent {
    pub(super) ticket: Ticket,
    pub(super) id: String,
    pub(super) recorded_at: i64,
    pub(super) kind: Arc<Kind>,
    pub(super) bytes: Bytes,
}

/// The names of an event, shared by all events of a lease that have them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Kind {
    pub(super) feature: String,
    pub(super) action: String,
}

/// Which event of a lease: what [`Queue::settle_tickets`](super::Queue::settle_tickets)
/// takes in place of an id, so that nobody has to look for the event again. Only
/// a lease makes one, and only that lease takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ticket {
    pub(super) seq: i64,
    /// Bytes of both parts.
    pub(super) size: u64,
}

impl ExportableEvent {
    /// Stands for the event when its outcome is told.
    #[must_use]
    pub const fn ticket(&self) -> Ticket {
        self.ticket
    }

    /// The event's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// When it was recorded: microseconds since 1970-01-01 UTC.
    #[must_use]
    pub const fn recorded_at(&self) -> i64 {
        self.recorded_at
    }

    /// The event's feature.
    #[must_use]
    pub fn feature(&self) -> &str {
        &self.kind.feature
    }

    /// The event's action.
    #[must_use]
    pub fn action(&self) -> &str {
        &self.kind.action
    }

    /// The event as it leaves: a `telemetrygateway.v1.Event`.
    #[must_use]
    pub const fn bytes(&self) -> &Bytes {
        &self.bytes
    }
}

/// Without content: events end up in logs by accident.
impl fmt::Debug for ExportableEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExportableEvent")
            .field("id", &self.id)
            .field("recorded_at", &self.recorded_at)
            .field("feature", &self.kind.feature)
            .field("action", &self.kind.action)
            .finish_non_exhaustive()
    }
}

/// The name of a lease; never given twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LeaseId(pub(super) i64);

/// What to lease.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaseRequest {
    /// The most events. Default [`DEFAULT_BATCH`].
    pub max_events: usize,
    /// The most bytes of exportable parts together; a single event may exceed
    /// it, so that the head of the queue always moves. Default 16 MiB.
    pub max_bytes: usize,
    /// An event with more exportable bytes becomes refused (oversized).
    /// Default [`MAX_MESSAGE`].
    pub max_event_bytes: usize,
    /// How long the lease holds. Default 5 minutes.
    pub hold: Duration,
}

impl Default for LeaseRequest {
    fn default() -> Self {
        Self {
            max_events: DEFAULT_BATCH,
            max_bytes: 16 << 20,
            max_event_bytes: MAX_MESSAGE,
            hold: Duration::from_secs(5 * 60),
        }
    }
}

/// Events that nobody else gets until they are settled or the lease ends.
#[derive(Debug)]
pub struct Lease {
    /// Settles or releases the events.
    pub id: LeaseId,
    /// Oldest first, by (`recorded_at`, id). Empty when nothing waits.
    pub events: Vec<ExportableEvent>,
    /// How many rows were refused as oversized on the way.
    pub quarantined: usize,
}

/// What became of a leased event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The gateway acknowledged it.
    Exported,
    /// It will not be sent again.
    Refused(RefusedReason),
    /// It waits again.
    Released,
    /// Policy keeps it back; it is queued again when a policy is applied that
    /// lets its feature and action leave.
    Withheld(WithheldReason),
}

/// What settling did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Settled {
    /// Now exported.
    pub exported: usize,
    /// Now refused.
    pub refused: usize,
    /// Queued again.
    pub released: usize,
    /// Now withheld.
    pub withheld: usize,
    /// Ids that this lease does not hold: made up, told twice, or too late.
    /// Nothing was changed for them.
    pub unknown: usize,
}
