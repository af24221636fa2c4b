//! Writes the events of one thread into the segment that is its own.
//!
//! The fast path is here and in `format::publish_event`: it looks up nothing,
//! shares nothing and asks nobody, as long as the segment has room and the
//! context is that of the event before.

use std::sync::Arc;

use super::{
    clock::Counter,
    format::{self, HAS_TEXTS, Kind, SEGMENT_WORDS, WITHOUT_IDENTITY, publish},
    raw::Words,
    segment::{Segment, begin},
    segments::Segments,
    surroundings,
};
use crate::{Context, values::Texts};

/// The most words that the texts of an event take: what a segment holds, less
/// room for its header, a context and the numbers.
pub(super) const MAX_TEXT_WORDS: usize = SEGMENT_WORDS - 2048;

/// An event on its way into a segment.
pub(super) struct Recorded<'a> {
    /// The number of its declaration in this journal.
    pub(super) declaration: u64,
    pub(super) numbers: &'a [f64],
    pub(super) texts: &'a Texts,
    pub(super) context: Option<Context>,
    /// Whether it leaves with the identity of its context.
    pub(super) identity: bool,
}

/// A segment of one's own, and where its next record goes. What the fast path
/// looks at stands together at the front.
#[derive(Debug)]
#[repr(C)]
pub(super) struct Writer {
    /// The number of the journal, with the address of the context that was
    /// written last, 0 for none, folded into it.
    key: u64,
    at: u32,
    /// What the checksums of the segment start from.
    seed: u64,
    /// What refers to that context.
    context: u64,
    segment: Words<Segment>,
    number: u64,
    /// That context: it lives as long as it is noted here, so that no other one
    /// has its address.
    alive: Option<Context>,
}

impl Writer {
    /// One for the journal of this number.
    pub(super) const fn new(number: u64) -> Self {
        let segment = Words::NONE;
        Self { key: number, at: 0, seed: 0, context: 0, segment, number, alive: None }
    }

    /// Its part of the key of an event: that of the event before, as long as the
    /// journal and the context are the same.
    #[inline]
    pub(super) const fn key(&self) -> u64 {
        self.key
    }

    /// Publishes an event of numbers in the context that was written last, if
    /// the segment has room.
    #[inline]
    pub(super) fn publish(
        &mut self,
        declaration: u64,
        numbers: &[f64],
        raw: impl FnOnce() -> u64,
    ) -> bool {
        let event = (numbers, declaration | self.context);
        format::publish_event(&self.segment, &mut self.at, self.seed, event, raw)
    }

    /// Writes any event; false when the journal has no room. What does not fit
    /// into an empty segment fits into none.
    #[cold]
    pub(super) fn event(&mut self, journal: &Segments, event: &Recorded<'_>) -> bool {
        if self.put(journal.counter, event) {
            return true;
        }
        while let Some((segment, at)) = self.roll(journal) {
            self.seed = segment.id.seed();
            self.segment = Words::of(segment);
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
        let Some(context) = self.reference_to(event.context.as_ref()) else { return false };
        let references = event.declaration | context;
        let Self { segment, at, seed, .. } = self;
        if event.identity && event.texts.all().is_empty() {
            let event = (event.numbers, references);
            return format::publish_event(segment, at, *seed, event, || counter.now());
        }
        let mut body: Vec<u64> = event.numbers.iter().map(|it| it.to_bits()).collect();
        let flags = put_texts(&mut body, event);
        body.extend([references, counter.now()]);
        self.publish_body((Kind::Event, flags), &body).is_some()
    }

    /// Publishes a record with this body. Where it stands; none if there is no
    /// room.
    fn publish_body(&mut self, kind: (Kind, u8), body: &[u64]) -> Option<usize> {
        let at = self.at as usize;
        publish(&self.segment, at, self.seed, kind, body).then(|| {
            self.at += body.len() as u32 + 1;
            at
        })
    }

    /// What refers to the context in this segment; 0 for none. None if it does
    /// not fit.
    fn reference_to(&mut self, context: Option<&Context>) -> Option<u64> {
        if self.alive.as_ref().map(Context::address) != context.map(Context::address) {
            let place = context.map_or(Some(0), |it| {
                self.publish_body((Kind::Context, 0), &surroundings::put(it))
            })?;
            self.note(context.cloned(), place);
        }
        Some(self.context)
    }

    /// Notes which context stands where.
    fn note(&mut self, context: Option<Context>, place: usize) {
        self.key = self.number ^ context.as_ref().map_or(0, Context::address) as u64;
        self.context = (place as u64) << 32;
        self.alive = context;
    }

    /// Gives the segment up, for whoever goes on with it.
    pub(super) fn release(&mut self) -> Option<(Arc<Segment>, usize)> {
        self.note(None, 0);
        let segment = std::mem::replace(&mut self.segment, Words::NONE).into_owner();
        segment.map(|segment| (segment, self.at as usize))
    }
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
