//! Writes the events of one thread into the segment that is its own.
//!
//! The fast path is here and in `format::publish_event`: it looks up nothing,
//! shares nothing and asks nobody, as long as the segment has room and the
//! context is that of the event before.

use std::sync::{Arc, atomic::AtomicU64};

use super::{
    clock::Counter,
    format::{self, HAS_TEXTS, Kind, SEGMENT_WORDS, WITHOUT_IDENTITY, publish, publish_event},
    segment::{Segment, begin},
    segments::Segments,
    surroundings,
};
use crate::{Context, context::current_address, values::Values};

/// The most words that the texts of an event take: what a segment holds, less
/// room for its header, a context and the numbers.
pub(super) const MAX_TEXT_WORDS: usize = SEGMENT_WORDS - 2048;

/// An event on its way into a segment.
pub(super) struct Recorded<'a> {
    /// The number of its declaration in this journal.
    pub(super) declaration: u32,
    pub(super) values: &'a Values,
    pub(super) context: Option<Context>,
    /// Whether it leaves with the identity of its context.
    pub(super) identity: bool,
}

/// A segment of one's own, and where its next record goes.
#[derive(Debug)]
pub(super) struct Writer {
    segment: Option<Arc<Segment>>,
    at: usize,
    /// The address of the context that was written last, 0 for none, and where
    /// it stands. It lives as long as it is noted here, so that no other one
    /// has its address.
    context: (usize, usize),
    _alive: Option<Context>,
}

impl Writer {
    pub(super) const fn new() -> Self {
        Self { segment: None, at: 0, context: (0, 0), _alive: None }
    }

    /// Writes an event of numbers, if that needs nothing new: the segment has
    /// room, and the context of the thread is that of the event before.
    #[inline]
    pub(super) fn numbers(&mut self, counter: Counter, declaration: u32, numbers: &[f64]) -> bool {
        let (address, place) = self.context;
        let Some(segment) = self.segment.as_ref().filter(|_| address == current_address()) else {
            return false;
        };
        let event = (0, references(declaration, place), numbers, || counter.now());
        let done = publish_event(&segment.memory, self.at, segment.id.seed(), event);
        if done {
            self.at += numbers.len() + 3;
        }
        done
    }

    /// Writes any event; false when the journal has no room. What does not fit
    /// into an empty segment fits into none.
    #[cold]
    pub(super) fn event(&mut self, journal: &Segments, event: &Recorded<'_>) -> bool {
        if self.put(journal.counter, event) {
            return true;
        }
        while let Some((segment, at)) = self.roll(journal) {
            self.segment = Some(segment);
            self.at = at;
            if self.put(journal.counter, event) {
                return true;
            }
            if at == begin() {
                return false;
            }
        }
        false
    }

    fn roll(&mut self, journal: &Segments) -> Option<(Arc<Segment>, usize)> {
        if let Some((full, _)) = self.release() {
            full.seal();
        }
        journal.next_segment()
    }

    fn put(&mut self, counter: Counter, event: &Recorded<'_>) -> bool {
        let Some(place) = self.place_of(event.context.as_ref()) else { return false };
        let Some(segment) = &self.segment else { return false };
        let words: &[AtomicU64] = &segment.memory;
        let references = references(event.declaration, place);
        let flags = if event.identity { 0 } else { WITHOUT_IDENTITY };
        let (numbers, seed) = (event.values.numbers(), segment.id.seed());
        let (done, length) = if event.values.text_values().is_empty() {
            let event = (flags, references, numbers, || counter.now());
            (publish_event(words, self.at, seed, event), numbers.len() + 3)
        } else {
            let body = with_texts(references, event.values, counter.now());
            let kind = (Kind::Event, flags | HAS_TEXTS);
            (publish(words, self.at, seed, kind, &body), body.len() + 1)
        };
        self.at += if done { length } else { 0 };
        done
    }

    /// Where the context stands in this segment; 0 for none. None if it does
    /// not fit.
    fn place_of(&mut self, context: Option<&Context>) -> Option<usize> {
        let address = context.map_or(0, Context::address);
        if self.context.0 != address {
            let place = context.map_or(Some(0), |context| self.put_context(context))?;
            self.context = (address, place);
            self._alive = context.cloned();
        }
        Some(self.context.1)
    }

    fn put_context(&mut self, context: &Context) -> Option<usize> {
        let segment = self.segment.as_ref()?;
        let (body, at) = (surroundings::put(context), self.at);
        let kind = (Kind::Context, 0);
        publish(&segment.memory, at, segment.id.seed(), kind, &body).then(|| {
            self.at += body.len() + 1;
            at
        })
    }

    /// Gives the segment up, for whoever goes on with it.
    pub(super) fn release(&mut self) -> Option<(Arc<Segment>, usize)> {
        self.context = (0, 0);
        self._alive = None;
        self.segment.take().map(|segment| (segment, self.at))
    }
}

const fn references(declaration: u32, context: usize) -> u64 {
    declaration as u64 | (context as u64) << 32
}

/// References, how many numbers and texts, the numbers, the texts, the counter.
fn with_texts(references: u64, values: &Values, raw: u64) -> Vec<u64> {
    let (numbers, texts) = (values.numbers(), values.text_values());
    let mut body = vec![references, numbers.len() as u64 | (texts.len() as u64) << 32];
    body.extend(numbers.iter().map(|number| number.to_bits()));
    for text in texts {
        body.push(text.as_ref().map_or(u64::MAX, |text| text.len() as u64));
        format::put_bytes(&mut body, text.as_deref().unwrap_or_default().as_bytes());
    }
    body.push(raw);
    body
}
