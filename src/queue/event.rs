//! What a producer hands in. The two parts of an event are two fields of two
//! meanings from here on; nothing below ever joins them.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;

use super::reason::WithheldReason;

/// An event on its way into the queue.
#[derive(Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// The id under which it is stored once.
    pub id: String,
    /// When it was recorded: microseconds since 1970-01-01 UTC.
    pub recorded_at: i64,
    /// The event's feature.
    pub feature: Cow<'static, str>,
    /// The event's action.
    pub action: Cow<'static, str>,
    /// The event as it will leave: a `telemetrygateway.v1.Event`.
    pub exportable: Bytes,
    /// Private values, which stay.
    pub local: Option<Bytes>,
    /// What policy said.
    pub disposition: Disposition,
}

impl NewEvent {
    /// An event without a local part, to be queued.
    #[must_use]
    pub fn new(
        id: impl Into<String>,
        recorded_at: i64,
        feature: impl Into<Cow<'static, str>>,
        action: impl Into<Cow<'static, str>>,
        exportable: impl Into<Bytes>,
    ) -> Self {
        Self {
            id: id.into(),
            recorded_at,
            feature: feature.into(),
            action: action.into(),
            exportable: exportable.into(),
            local: None,
            disposition: Disposition::Queue,
        }
    }

    /// The same event with a local part.
    #[must_use]
    pub fn with_local(mut self, local: impl Into<Bytes>) -> Self {
        self.local = Some(local.into());
        self
    }

    /// The same event, kept back.
    #[must_use]
    pub fn withheld(mut self, reason: WithheldReason) -> Self {
        self.disposition = Disposition::Withhold(reason);
        self
    }

    /// Bytes of both parts.
    pub(super) fn size(&self) -> usize {
        self.exportable.len() + self.local.as_ref().map_or(0, Bytes::len)
    }
}

/// Without content: events end up in logs by accident.
impl fmt::Debug for NewEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewEvent")
            .field("id", &self.id)
            .field("recorded_at", &self.recorded_at)
            .field("feature", &self.feature)
            .field("action", &self.action)
            .field("disposition", &self.disposition)
            .finish_non_exhaustive()
    }
}

/// What policy says about an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Disposition {
    /// May leave.
    Queue,
    /// Stays for now.
    Withhold(WithheldReason),
}

/// What became of a batch. The three add up to its length.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Inserted {
    /// Stored durably.
    pub stored: usize,
    /// Ignored, because the queue has an event of this id.
    pub duplicates: usize,
    /// Given up, because the queue is full; counted in `losses`.
    pub dropped: usize,
}

/// How far a segment of a journal is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JournalPosition {
    /// The random id of the segment.
    pub segment: [u8; 16],
    /// Words of it whose events are stored.
    pub words: u64,
}

/// What was read of a journal together with a batch of its events.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JournalRead {
    /// How far, segment by segment.
    pub positions: Vec<JournalPosition>,
    /// Segments that are no more, whose positions nobody will ask for again.
    pub forgotten: Vec<[u8; 16]>,
}

impl JournalRead {
    /// Whether nothing was read.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.positions.is_empty() && self.forgotten.is_empty()
    }
}
