//! Writes the events of one thread into the segment that is its own.
//!
//! The fast path is here and in `format::publish_event`: it looks up nothing,
//! shares nothing and asks nobody, as long as the segment has room and the
//! context is that of the event before.

use std::sync::{Arc, atomic::AtomicU64};

use super::{
    format::{self, HAS_TEXTS, Kind, SEGMENT_WORDS, WITHOUT_IDENTITY, publish, publish_event},
    segment::{Segment, begin},
    segments::Segments,
    surroundings,
};
use crate::{Context, values::Values};

/// The most words that the texts of an event take: what a segment holds, less
/// room for its header, a context and the numbers.
pub(super) const MAX_TEXT_WORDS: usize = SEGMENT_WORDS - 2048;

/// An event on its way into a segment.
pub(super) struct Recorded<'a> {
    /// The number of its declaration in this journal.
    pub(super) declaration: u32,
    pub(super) values: &'a Values,
    pub(super) context: Option<&'a Context>,
    /// Whether it leaves with the identity of its context.
    pub(super) identity: bool,
}

/// A segment of one's own, and where its next record goes.
#[derive(Debug)]
pub(super) struct Writer {
    segment: Option<Arc<Segment>>,
    at: usize,
    /// The context that was written last, and where.
    context: Option<(Context, usize)>,
}

impl Writer {
    pub(super) const fn new() -> Self {
        Self { segment: None, at: 0, context: None }
    }

    /// Writes an event; false when the journal has no room.
    #[inline]
    pub(super) fn event(&mut self, journal: &Segments, event: &Recorded<'_>) -> bool {
        self.put(journal, event) || self.put_in_next(journal, event)
    }

    /// Once more, in another segment. What does not fit into an empty one fits
    /// into none.
    #[cold]
    fn put_in_next(&mut self, journal: &Segments, event: &Recorded<'_>) -> bool {
        while let Some((segment, at)) = self.roll(journal) {
            self.segment = Some(segment);
            self.at = at;
            if self.put(journal, event) {
                return true;
            }
            if at == begin() {
                return false;
            }
        }
        false
    }

    fn roll(&mut self, journal: &Segments) -> Option<(Arc<Segment>, usize)> {
        self.context = None;
        if let Some(full) = self.segment.take() {
            full.seal();
        }
        journal.next_segment()
    }

    #[inline]
    fn put(&mut self, journal: &Segments, event: &Recorded<'_>) -> bool {
        let Some(context) = self.place_of(event.context) else { return false };
        let Some(segment) = &self.segment else { return false };
        let words: &[AtomicU64] = &segment.memory;
        let references = u64::from(event.declaration) | (context as u64) << 32;
        let flags = if event.identity { 0 } else { WITHOUT_IDENTITY };
        let (numbers, seed) = (event.values.numbers(), segment.id.seed());
        let now = || journal.counter.now();
        if !event.values.text_values().is_empty() {
            let body = with_texts(references, event.values, now());
            let done = publish(words, self.at, seed, (Kind::Event, flags | HAS_TEXTS), &body);
            self.at += if done { body.len() + 1 } else { 0 };
            return done;
        }
        let done = publish_event(words, self.at, seed, (flags, references, numbers, now));
        self.at += if done { numbers.len() + 3 } else { 0 };
        done
    }

    /// Where the context stands in this segment; 0 for none. None if it does
    /// not fit.
    #[inline]
    fn place_of(&mut self, context: Option<&Context>) -> Option<usize> {
        let Some(context) = context else { return Some(0) };
        match &self.context {
            Some((written, at)) if written.is(context) => Some(*at),
            _ => self.put_context(context),
        }
    }

    fn put_context(&mut self, context: &Context) -> Option<usize> {
        let segment = self.segment.as_ref()?;
        let (body, at) = (surroundings::put(context), self.at);
        if !publish(&segment.memory, at, segment.id.seed(), (Kind::Context, 0), &body) {
            return None;
        }
        self.at += body.len() + 1;
        self.context = Some((context.clone(), at));
        Some(at)
    }

    /// Gives the segment up, for whoever goes on with it.
    pub(super) fn release(&mut self) -> Option<(Arc<Segment>, usize)> {
        self.context = None;
        self.segment.take().map(|segment| (segment, self.at))
    }
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
