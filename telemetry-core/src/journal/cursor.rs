//! Reads a segment into a batch: from where it was read to before, as far as it
//! is written now. Damage is passed over to the next whole record and counted;
//! no bytes make it panic.

use std::{
    ops::Range,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use super::{
    batch::{Batch, Entry},
    clock::Anchors,
    format::{self, Found, HAS_TEXTS, Kind, WITHOUT_IDENTITY},
    losses::Counters,
    segment::{Segment, begin},
    surroundings,
};
use crate::{
    Context, Declaration,
    id::EventId,
    values::{MAX_PRIVATE_TEXT, leave_out_not_finite},
    wire::Source,
    words::Word,
};

/// The most entries of a batch.
const MAX_ENTRIES: usize = 10_000;
/// From so many bytes of text on nothing is added to a batch.
const MAX_BATCH_TEXT: usize = 8 << 20;

/// What a process says of its own segments.
pub(super) struct Explained<'a> {
    pub(super) declaration: &'a dyn Fn(u32) -> Option<&'static Declaration>,
    pub(super) anchors: &'a Anchors,
    /// The program, if it is not known to be this one.
    pub(super) source: Option<&'a Arc<Source>>,
}

/// How far a segment is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Progress {
    /// The batch is full.
    Full,
    /// As far as it is written.
    Idle,
    /// To its end: nothing will follow.
    End,
}

/// A place in a segment.
#[derive(Debug)]
pub(super) struct Cursor {
    pub(super) segment: Arc<Segment>,
    at: usize,
    /// The context that was read last, and where it stands.
    context: Option<(usize, Context)>,
}

impl Cursor {
    pub(super) fn new(segment: Arc<Segment>, position: u64) -> Self {
        let at = usize::try_from(position).unwrap_or(usize::MAX).max(begin());
        Self { segment, at, context: None }
    }

    /// Adds what follows to the batch, and its place to the batch's positions.
    pub(super) fn read(
        &mut self,
        from: &Explained<'_>,
        batch: &mut Batch,
        counters: &Counters,
    ) -> Progress {
        let before = self.at;
        let progress = self.read_on(from, batch, counters);
        if self.at != before {
            batch.positions.push((self.segment.id, self.at as u64));
        }
        progress
    }

    fn read_on(
        &mut self,
        from: &Explained<'_>,
        batch: &mut Batch,
        counters: &Counters,
    ) -> Progress {
        // First, so that what was written before the seal is seen.
        let sealed = self.segment.is_sealed();
        let seed = self.segment.id.seed();
        while batch.entries.len() < MAX_ENTRIES && batch.text_bytes < MAX_BATCH_TEXT {
            let found = format::read(&self.segment.memory, self.at, seed);
            let Found::Record { kind, flags, body } = found else {
                // A record that is not there yet is the end for now. Behind the
                // end of one that nobody writes there may be more.
                if found == Found::Nothing && !sealed {
                    return Progress::Idle;
                }
                match format::find_record(&self.segment.memory, self.at + 1, seed) {
                    Some(next) => self.at = next,
                    None if found == Found::Nothing => return Progress::End,
                    None if !sealed => return Progress::Idle,
                    None => self.at = self.segment.memory.len(),
                }
                counters.damaged.fetch_add(1, Ordering::Relaxed);
                continue;
            };
            let place = std::mem::replace(&mut self.at, body.end);
            if kind == Kind::Event as u8
                && self.push((place, flags, body), from, batch, counters).is_none()
            {
                counters.damaged.fetch_add(1, Ordering::Relaxed);
            }
        }
        Progress::Full
    }

    /// Adds one event; none if what it refers to is not there.
    fn push(
        &mut self,
        (place, flags, body): (usize, u8, Range<usize>),
        from: &Explained<'_>,
        batch: &mut Batch,
        counters: &Counters,
    ) -> Option<()> {
        let body: Vec<u64> = self.segment.memory[body].iter().map(Word::get).collect();
        let (rest, [references, raw]) = body.split_last_chunk()?;
        let declaration = (from.declaration)(*references as u32)?;
        let context = self.context((references >> 32) as usize, flags)?;
        let (numbers, texts) = match flags & HAS_TEXTS {
            0 => (rest, Vec::new()),
            _ => split_texts(rest)?,
        };
        if (numbers.len(), texts.len()) != declaration.sizes() {
            return None;
        }
        let at: Duration = from.anchors.time(self.segment.anchor, *raw);
        let start = batch.numbers.len();
        batch.numbers.extend(numbers.iter().copied().map(f64::from_bits));
        let left_out = leave_out_not_finite(&mut batch.numbers[start..]);
        counters.not_finite.fetch_add(left_out, Ordering::Relaxed);
        if !declaration.can_give(&batch.numbers[start..]) {
            batch.numbers.truncate(start);
            counters.not_declared.fetch_add(1, Ordering::Relaxed);
            return Some(());
        }
        batch.text_bytes += texts.iter().flatten().map(String::len).sum::<usize>();
        batch.entries.push(Entry {
            declaration,
            id: EventId::of_place(at, place, self.segment.id.words()[1]),
            at,
            context,
            numbers: start..batch.numbers.len(),
            texts,
            source: from.source.cloned(),
        });
        Some(())
    }

    /// The context that stands at this place; none inside if the event has
    /// none, and none at all if there should be one and is not.
    fn context(&mut self, place: usize, flags: u8) -> Option<Option<Context>> {
        if place == 0 {
            return Some(None);
        }
        if self.context.as_ref().is_none_or(|(at, _)| *at != place) {
            self.context = Some((place, self.read_context(place)?));
        }
        let context = self.context.as_ref().map(|(_, context)| context);
        Some(match flags & WITHOUT_IDENTITY {
            0 => context.cloned(),
            _ => context.map(Context::without_identity),
        })
    }

    fn read_context(&self, place: usize) -> Option<Context> {
        let words = &self.segment.memory;
        let Found::Record { kind, body, .. } = format::read(words, place, self.segment.id.seed())
        else {
            return None;
        };
        let body: Vec<u64> = words[body].iter().map(Word::get).collect();
        if kind == Kind::Context as u8 { surroundings::read(&body) } else { None }
    }

    /// Whether no event is written that is not read.
    pub(super) fn is_read(&self) -> bool {
        self.unread_events().next().is_none()
    }

    /// How many events are written and not read.
    pub(super) fn unread(&self) -> u64 {
        self.unread_events().count() as u64
    }

    fn unread_events(&self) -> impl Iterator<Item = ()> {
        let (mut at, seed) = (self.at, self.segment.id.seed());
        let kinds = std::iter::from_fn(move || {
            let found = format::read(&self.segment.memory, at, seed);
            let Found::Record { kind, body, .. } = found else { return None };
            at = body.end;
            Some(kind)
        });
        kinds.filter(|kind| *kind == Kind::Event as u8).map(|_| ())
    }
}

type Texts = Vec<Option<String>>;

/// The numbers and the texts of a body that has both.
fn split_texts(body: &[u64]) -> Option<(&[u64], Texts)> {
    let (sizes, rest) = body.split_last()?;
    let (numbers, mut rest) = rest.split_at_checked(*sizes as u32 as usize)?;
    let mut texts = Vec::new();
    for _ in 0..sizes >> 32 {
        let (length, after) = rest.split_first()?;
        rest = after;
        texts.push(match *length {
            u64::MAX => None,
            length if length <= MAX_PRIVATE_TEXT as u64 => {
                Some(String::from_utf8(format::take_bytes(&mut rest, length as usize)?).ok()?)
            }
            _ => return None,
        });
    }
    Some((numbers, texts))
}
