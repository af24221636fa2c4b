//! What the pipeline takes: entries in the order in which they were recorded,
//! and how far each segment has been read with them.

use std::{ops::Range, sync::Arc, time::Duration};

use super::format::SegmentId;
use crate::{Declaration, context::Context, id::EventId, wire::Source};

/// One recorded event, compact: what is constant is a reference.
#[derive(Debug)]
pub struct Entry {
    pub(crate) declaration: &'static Declaration,
    pub(crate) id: EventId,
    /// Since the epoch, UTC.
    pub(crate) at: Duration,
    pub(crate) context: Option<Context>,
    pub(crate) numbers: Range<usize>,
    pub(crate) texts: Vec<Option<String>>,
    /// The program that recorded it, when that is not known to be this one.
    pub(crate) source: Option<Arc<Source>>,
}

impl Entry {
    /// The id that the event keeps on its whole way.
    #[must_use]
    pub const fn id(&self) -> EventId {
        self.id
    }

    /// When it was recorded, since the epoch, UTC.
    #[must_use]
    pub const fn recorded_at(&self) -> Duration {
        self.at
    }

    /// Its declaration: of the program that recorded it, which may be another
    /// build than this.
    #[must_use]
    pub const fn declaration(&self) -> &'static Declaration {
        self.declaration
    }
}

/// Entries in the order in which they were recorded.
#[derive(Debug, Default)]
pub struct Batch {
    pub(super) entries: Vec<Entry>,
    pub(super) numbers: Vec<f64>,
    pub(super) text_bytes: usize,
    pub(super) positions: Vec<(SegmentId, u64)>,
    pub(super) forgotten: Vec<SegmentId>,
    /// What a process left is read to its end, and goes when that is stored.
    pub(super) ends: bool,
}

impl Batch {
    /// The entries.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How far the journal has been read with this batch: the words read of
    /// each segment that it touches. To be stored together with the entries,
    /// so that a process that recovers the journal goes on behind them. Empty
    /// for a journal in memory.
    #[must_use]
    pub fn positions(&self) -> &[(SegmentId, u64)] {
        &self.positions
    }

    /// The segments whose positions were stored with earlier batches and that
    /// are no more: nobody will ask for their positions again.
    #[must_use]
    pub fn forgotten(&self) -> &[SegmentId] {
        &self.forgotten
    }

    /// Whether nothing is to be stored. A batch may have no entries and still say
    /// how far was read: over what is damaged.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
            && self.positions.is_empty()
            && self.forgotten.is_empty()
            && !self.ends
    }

    #[cfg(test)]
    pub(crate) fn with_numbers(numbers: Vec<f64>) -> Self {
        Self { numbers, ..Self::default() }
    }

    /// The numbers of an entry of this batch; an absent one is a NaN.
    pub(crate) fn numbers(&self, entry: &Entry) -> &[f64] {
        &self.numbers[entry.numbers.clone()]
    }

    /// Empties the batch and keeps its memory for the next one.
    pub fn clear(&mut self) {
        self.entries.clear();
        self.numbers.clear();
        self.positions.clear();
        self.forgotten.clear();
        self.ends = false;
        self.text_bytes = 0;
    }
}
