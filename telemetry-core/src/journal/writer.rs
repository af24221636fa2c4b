//! Writes the events of one thread into the segment that is its own.
//!
//! The fast path is here and in `format::publish_event`: it looks up nothing,
//! shares nothing and asks nobody, as long as the segment has room and the
//! context is that of the event before.

use std::sync::Arc;

use super::{
    clock::Counter,
    format::{self, HAS_TEXTS, Kind, SEGMENT_WORDS, WITHOUT_IDENTITY, publish},
    segment::{Segment, begin},
    segments::Segments,
    surroundings,
};
use crate::{Context, context::current_address, values::Texts};

/// The most words that the texts of an event take: what a segment holds, less
/// room for its header, a context and the numbers.
pub(super) const MAX_TEXT_WORDS: usize = SEGMENT_WORDS - 2048;

/// An event on its way into a segment.
pub(super) struct Recorded<'a> {
    /// The number of its declaration in this journal.
    pub(super) declaration: u32,
    pub(super) numbers: &'a [f64],
    pub(super) texts: &'a Texts,
    pub(super) context: Option<Context>,
    /// Whether it leaves with the identity of its context.
    pub(super) identity: bool,
}

/// A segment of one's own, and where its next record goes.
#[derive(Debug)]
pub(super) struct Writer {
    segment: Option<Arc<Segment>>,
    at: u32,
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

    /// Publishes an event of numbers, if it needs nothing new: the segment has
    /// room, and the context of the thread is that of the event before.
    #[inline]
    pub(super) fn publish(
        &mut self,
        declaration: u32,
        numbers: impl ExactSizeIterator<Item = u64>,
        raw: impl FnOnce() -> u64,
    ) -> bool {
        let Some(segment) = &self.segment else { return false };
        if self.context.0 != current_address() {
            return false;
        }
        let event = (numbers, references(declaration, self.context.1));
        let end = format::publish_event(&segment.memory, self.at, segment.id.seed(), event, raw);
        self.at = end.unwrap_or(self.at);
        end.is_some()
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
            self.at = at as u32;
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
        let references = references(event.declaration, place);
        let (words, at, seed) = (&segment.memory, self.at, segment.id.seed());
        let numbers = event.numbers.iter().map(|number| number.to_bits());
        let end = if event.identity && event.texts.all().is_empty() {
            format::publish_event(words, at, seed, (numbers, references), || counter.now())
        } else {
            let mut body: Vec<u64> = numbers.collect();
            let flags = put_texts(&mut body, event);
            body.extend([references, counter.now()]);
            publish(words, at as usize, seed, (Kind::Event, flags), &body)
                .then_some(at + body.len() as u32 + 1)
        };
        self.at = end.unwrap_or(at);
        end.is_some()
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
        let (body, at) = (surroundings::put(context), self.at as usize);
        let kind = (Kind::Context, 0);
        publish(&segment.memory, at, segment.id.seed(), kind, &body).then(|| {
            self.at += body.len() as u32 + 1;
            at
        })
    }

    /// Gives the segment up, for whoever goes on with it.
    pub(super) fn release(&mut self) -> Option<(Arc<Segment>, usize)> {
        self.context = (0, 0);
        self._alive = None;
        self.segment.take().map(|segment| (segment, self.at as usize))
    }
}

const fn references(declaration: u32, context: usize) -> u64 {
    declaration as u64 | (context as u64) << 32
}

/// Each text behind its length, and how many there are of numbers and texts. The
/// flags of the event.
fn put_texts(body: &mut Vec<u64>, event: &Recorded<'_>) -> u8 {
    let flags = if event.identity { 0 } else { WITHOUT_IDENTITY };
    let texts = event.texts.all();
    if texts.is_empty() {
        return flags;
    }
    let sizes = body.len() as u64 | (texts.len() as u64) << 32;
    for text in texts {
        body.push(text.as_ref().map_or(u64::MAX, |text| text.len() as u64));
        format::put_bytes(body, text.as_deref().unwrap_or_default().as_bytes());
    }
    body.push(sizes);
    flags | HAS_TEXTS
}
