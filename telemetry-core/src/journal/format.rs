//! How a segment is laid out: its header, the records behind it, and how a
//! reader tells a whole record from none and from a damaged one. Pure: words in,
//! words out, no file, no clock, no declaration.
//!
//! All numbers are words of 64 bits in the byte order of the machine, because
//! the files never leave it; a file of the other order has another magic number.
//!
//! ```text
//! header, 16 words                     record
//!  0  magic and version; 0: unused      0  length 0..16, kind 16..24, flags 24..32,
//!  1  id of this use, 128 random bits      checksum 32..64; stored last
//!  3  id of the process                 1… the body
//!  5  a clock anchor: counter, nanoseconds, rate
//!  8  checksum of these
//! ```
//!
//! The body of an event is its numbers, its references (declaration 0..32, place
//! of its context 32..64) and the counter. One with texts has them behind the
//! numbers, and then a word with how many there are of both.
//!
//! A segment is written from its front to its back by one thread at a time. The
//! first word of a record is stored last and with `Release`: a reader that sees
//! it (`Acquire`) sees the record. A process that is killed between two stores
//! leaves a word of zero there, and so no record. The checksum is for what the
//! protocol cannot exclude: a disk that lost or changed something. It covers the
//! place and the id of the use, so that a record that was copied, or is left
//! from an earlier use, is none.

use std::ops::Range;

use crate::words::{Checksum, Word};

/// Words of a segment.
pub(super) const SEGMENT_WORDS: usize = 32 * 1024;
/// Words of its header.
pub(super) const HEADER_WORDS: usize = 16;
/// `TLMJSEG` and the version of the format.
const MAGIC: u64 = u64::from_be_bytes(*b"TLMJSEG\0");
/// The version of the format that is written, and the newest that is read.
pub(super) const VERSION: u64 = 1;

/// The kind of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Kind {
    /// An event.
    Event = 1,
    /// A context to which later events of the segment refer.
    Context = 2,
    /// A declaration, in the file beside the segments.
    Schema = 3,
}

/// Words of an event behind its numbers: references and counter.
const BEHIND_NUMBERS: usize = 2;

/// The event has texts.
pub(super) const HAS_TEXTS: u8 = 1;
/// The event leaves without the identity of its context.
pub(super) const WITHOUT_IDENTITY: u8 = 2;

/// The use of a segment: random, new each time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SegmentId(pub(crate) [u8; 16]);

impl SegmentId {
    /// The id of these bytes, as the pipeline has stored them.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The bytes, for the pipeline to store.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    pub(super) const fn words(self) -> [u64; 2] {
        let number = u128::from_le_bytes(self.0);
        [number as u64, (number >> 64) as u64]
    }

    pub(super) const fn from_words([low, high]: [u64; 2]) -> Self {
        Self(((high as u128) << 64 | low as u128).to_le_bytes())
    }

    /// What the checksums of this use start from.
    pub(super) const fn seed(self) -> u64 {
        self.words()[0]
    }
}

/// What a header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) id: SegmentId,
    pub(super) process: [u64; 2],
    /// Counter, nanoseconds since the epoch, rate.
    pub(super) anchor: [u64; 3],
}

/// What stands where a header should.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FoundHeader {
    /// The segment is not in use.
    Unused,
    /// It is.
    Header(Header),
    /// Written by a newer release.
    Newer,
    /// Nothing that was written here.
    Damaged,
}

impl Header {
    /// Puts the segment into use. Its records are zeros.
    pub(super) fn write(&self, words: &[impl Word]) {
        let body = self.body();
        for (word, value) in words[1..].iter().zip(body) {
            word.set(value);
        }
        words[1 + body.len()].set(header_checksum(&body));
        words[0].set_release(MAGIC | VERSION);
    }

    pub(super) fn read(words: &[impl Word]) -> FoundHeader {
        let Some(header) = words.get(..HEADER_WORDS) else { return FoundHeader::Damaged };
        let magic = header[0].get_acquire();
        if magic == 0 {
            return FoundHeader::Unused;
        }
        if magic & !0xff != MAGIC || magic & 0xff == 0 {
            return FoundHeader::Damaged;
        }
        if magic & 0xff > VERSION {
            return FoundHeader::Newer;
        }
        let body: [u64; 7] = std::array::from_fn(|at| header[1 + at].get());
        if header[8].get() != header_checksum(&body) {
            return FoundHeader::Damaged;
        }
        FoundHeader::Header(Self {
            id: SegmentId::from_words([body[0], body[1]]),
            process: [body[2], body[3]],
            anchor: [body[4], body[5], body[6]],
        })
    }

    fn body(&self) -> [u64; 7] {
        let [id_low, id_high] = self.id.words();
        let [low, high] = self.process;
        let [counter, nanoseconds, rate] = self.anchor;
        [id_low, id_high, low, high, counter, nanoseconds, rate]
    }
}

fn header_checksum(body: &[u64; 7]) -> u64 {
    u64::from(Checksum::new(MAGIC, VERSION).with_all(*body).finish(0))
}

/// The first word of a record without its checksum.
#[inline]
pub(super) const fn head(kind: Kind, flags: u8, length: usize) -> u64 {
    length as u64 | (kind as u64) << 16 | (flags as u64) << 24
}

/// What the sum over a record begins with.
#[inline]
const fn begun(head: u64, at: usize, seed: u64) -> Checksum {
    Checksum::new(seed, (at as u64).wrapping_add(head))
}

/// The first word of a record: its head, and the sum over everything. The last
/// word of the body comes last, because that of an event is the counter, and
/// what follows it takes time in which nothing else can be done.
#[inline]
const fn closed(head: u64, sum: Checksum, last: u64) -> u64 {
    head | (sum.finish(last) as u64) << 32
}

/// The same for a body of any length.
fn closed_over(head: u64, at: usize, seed: u64, body: impl DoubleEndedIterator<Item = u64>) -> u64 {
    let mut body = body;
    let last = body.next_back().unwrap_or(0);
    closed(head, begun(head, at, seed).with_all(body), last)
}

/// The first word of a record with this body; none if it is too long for one.
pub(super) fn frame(at: usize, seed: u64, kind: Kind, body: &[u64]) -> Option<u64> {
    let length = u16::try_from(body.len() + 1).ok()?;
    let head = head(kind, 0, usize::from(length));
    Some(closed_over(head, at, seed, body.iter().copied()))
}

/// Writes a record and publishes it; false when there is no room. The words
/// from `at` on are zeros that nobody else writes.
pub(super) fn publish(
    words: &[impl Word],
    at: usize,
    seed: u64,
    (kind, flags): (Kind, u8),
    body: &[u64],
) -> bool {
    let length = body.len() + 1;
    let Some([first, rest @ ..]) = words.get(at..at + length) else { return false };
    rest.iter().zip(body).for_each(|(word, value)| word.set(*value));
    let head = head(kind, flags, length);
    first.set_release(closed_over(head, at, seed, body.iter().copied()));
    true
}

/// Publishes an event without texts, and moves the place behind it; false when
/// there is no room. The words from `at` on are zeros that nobody else writes.
#[inline]
pub(super) fn publish_event(
    words: &[impl Word],
    at: &mut u32,
    seed: u64,
    (numbers, references): (&[f64], u64),
    raw: impl FnOnce() -> u64,
) -> bool {
    let (length, begin) = (1 + numbers.len() + BEHIND_NUMBERS, *at as usize);
    let end = begin + length;
    let Some([first, room @ .., reference, last]) = words.get(begin..end) else { return false };
    let head = head(Kind::Event, 0, length);
    let begun = begun(head, begin, seed);
    room.iter().zip(numbers).for_each(|(word, number)| word.set(number.to_bits()));
    reference.set(references);
    let sum = sum_of(begun, numbers, references);
    let raw = raw();
    last.set(raw);
    first.set_release(closed(head, sum, raw));
    *at = end as u32;
    true
}

/// The sum over the body of an event but for its last word.
#[inline]
fn sum_of(begun: Checksum, numbers: &[f64], references: u64) -> Checksum {
    let (pairs, rest) = numbers.as_chunks::<2>();
    let put = |sum: Checksum, [left, right]: &[f64; 2]| sum.with([left.to_bits(), right.to_bits()]);
    let sum = pairs.iter().fold(begun, put);
    match rest {
        [number] => sum.with([number.to_bits(), references]),
        _ => sum.with([references, 0]),
    }
}

/// What stands at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing yet, or the end of what was written.
    Nothing,
    /// A whole record. `kind` may be one that this release does not know.
    Record {
        kind: u8,
        flags: u8,
        /// The words behind the first.
        body: Range<usize>,
    },
    /// Something else.
    Damage,
}

/// Reads what stands at `at`.
pub(super) fn read(words: &[impl Word], at: usize, seed: u64) -> Found {
    let Some(first) = words.get(at) else { return Found::Nothing };
    let head = first.get_acquire();
    if head == 0 {
        return Found::Nothing;
    }
    let length = (head & 0xffff) as usize;
    let kind = (head >> 16) as u8;
    let Some(body) = words.get(at + 1..at + length.max(1)) else { return Found::Damage };
    let whole = closed_over(head & 0xffff_ffff, at, seed, body.iter().map(Word::get));
    if length < 2 || kind == 0 || whole != head {
        return Found::Damage;
    }
    Found::Record { kind, flags: (head >> 24) as u8, body: at + 1..at + length }
}

/// The next place from `from` on where a whole record of a known kind stands.
/// Others are not looked for: in noise each word would be a candidate of any
/// length, and each would be summed up.
pub(super) fn find_record(words: &[impl Word], from: usize, seed: u64) -> Option<usize> {
    let known = [Kind::Event as u64, Kind::Context as u64, Kind::Schema as u64];
    let may_be = |at: &usize| known.contains(&(words[*at].get() >> 16 & 0xff));
    let whole = |at: &usize| matches!(read(words, *at, seed), Found::Record { .. });
    (from..words.len()).filter(may_be).find(whole)
}

/// Puts bytes into words, the last one filled up with zeros.
pub(super) fn put_bytes(out: &mut Vec<u64>, bytes: &[u8]) {
    out.extend(bytes.chunks(8).map(|chunk| {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        u64::from_le_bytes(word)
    }));
}

/// Takes so many bytes from the front of these words; none if there are not
/// as many.
pub(super) fn take_bytes(words: &mut &[u64], length: usize) -> Option<Vec<u8>> {
    let (taken, rest) = words.split_at_checked(length.div_ceil(8))?;
    *words = rest;
    let mut bytes: Vec<u8> = taken.iter().flat_map(|word| word.to_le_bytes()).collect();
    bytes.truncate(length);
    Some(bytes)
}
