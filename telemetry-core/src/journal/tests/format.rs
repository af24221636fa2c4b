//! The layout of a segment: what is written is read, and whatever was done to
//! it since, nothing is read that was not written.

use proptest::prelude::*;

use super::super::{
    format::{
        Found, FoundHeader, HEADER_WORDS, Header, Kind, SegmentId, find_record, publish,
        publish_event, read,
    },
    raw::Memory,
};
use crate::words::Word as _;

const WORDS: usize = 256;

/// The most numbers of an event here.
const ROOM: usize = 8;

/// References, numbers and counter of an event.
type Event = (u64, Vec<f64>, u64);

fn events() -> impl Strategy<Value = Vec<Event>> {
    let number = prop_oneof![any::<f64>(), Just(0.0), Just(f64::NAN)];
    let numbers = prop::collection::vec(number, 0..=ROOM);
    prop::collection::vec((any::<u64>(), numbers, any::<u64>()), 1..20)
}

/// Writes an event as the record path does; false when there is no room.
fn put(memory: &Memory, at: usize, seed: u64, (references, values, raw): &Event) -> bool {
    publish_event(memory, &mut (at as u32), seed, (values, *references), || *raw)
}

/// Writes as many as fit; the words of each.
fn written(memory: &Memory, id: SegmentId, events: &[Event]) -> Vec<(usize, Vec<u64>)> {
    let mut at = HEADER_WORDS;
    let mut bodies = Vec::new();
    for event in events {
        if !put(memory, at, id.seed(), event) {
            break;
        }
        let (references, numbers, raw) = event;
        let numbers = numbers.iter().map(|number| number.to_bits());
        let body: Vec<u64> = numbers.chain([*references, *raw]).collect();
        bodies.push((at, body));
        at = at + 1 + bodies.last().map_or(0, |(_, body)| body.len());
    }
    bodies
}

/// Everything that a reader finds, as the taker goes through a sealed segment.
fn found(words: &Memory, id: SegmentId) -> Vec<(usize, Vec<u64>)> {
    let (mut at, mut bodies) = (HEADER_WORDS, Vec::new());
    loop {
        if let Found::Record { body, .. } = read(words, at, id.seed()) {
            let next = body.end;
            bodies.push((at, words[body].iter().map(|word| word.get()).collect()));
            at = next;
        } else {
            let Some(next) = find_record(words, at + 1, id.seed()) else { return bodies };
            at = next;
        }
    }
}

fn copy(memory: &Memory, words: usize) -> Memory {
    let copy = Memory::heap(words);
    copy.iter().zip(memory.iter()).for_each(|(to, from)| to.set(from.get()));
    copy
}

fn is_part_of(part: &[(usize, Vec<u64>)], whole: &[(usize, Vec<u64>)]) -> bool {
    part.iter().all(|record| whole.contains(record))
}

fn id(number: u128) -> SegmentId {
    SegmentId(number.to_le_bytes())
}

proptest! {
    #[test]
    fn what_is_written_is_read(number in any::<u128>(), events in events()) {
        let memory = Memory::heap(WORDS);
        let written = written(&memory, id(number), &events);
        prop_assert_eq!(found(&memory, id(number)), written);
    }

    #[test]
    fn of_a_truncated_segment_the_front_is_read(number in any::<u128>(), events in events()) {
        let memory = Memory::heap(WORDS);
        let written = written(&memory, id(number), &events);
        for words in 0..WORDS {
            let fits = written.iter().take_while(|(at, body)| at + 1 + body.len() <= words);
            let fits: Vec<_> = fits.cloned().collect();
            prop_assert_eq!(found(&copy(&memory, words), id(number)), fits);
        }
    }

    #[test]
    fn a_changed_byte_costs_one_record_at_most(
        number in any::<u128>(),
        events in events(),
        change in 1..=u8::MAX,
    ) {
        let memory = Memory::heap(WORDS);
        let written = written(&memory, id(number), &events);
        for byte in HEADER_WORDS * 8..WORDS * 8 {
            let word = &memory[byte / 8];
            let flip = u64::from(change) << (byte % 8 * 8);
            word.set(word.get() ^ flip);
            let found = found(&memory, id(number));
            word.set(word.get() ^ flip);
            prop_assert!(is_part_of(&found, &written), "byte {byte}");
            prop_assert!(found.len() + 1 >= written.len(), "byte {byte}");
        }
    }

    /// As memory does it whose line for one bit is broken.
    #[test]
    fn two_bits_of_a_column_do_not_make_up_for_each_other(
        number in any::<u128>(),
        numbers in prop::collection::vec(-1000..1000, 0..=ROOM),
        context in 0_u64..32,
        raw in any::<u64>(),
    ) {
        let values = numbers.into_iter().map(f64::from).collect();
        let (memory, id) = (Memory::heap(WORDS), id(number));
        let written = written(&memory, id, &[(7 | context << 32, values, raw)]);
        let (at, end) = written.first().map(|(at, body)| (*at, at + 1 + body.len())).expect("one");
        for (one, other) in (at..end).flat_map(|one| (at..one).map(move |other| (one, other))) {
            for bit in (0..64).map(|bit| 1 << bit) {
                let flip = |place: usize| memory[place].set(memory[place].get() ^ bit);
                let flip_both = || [one, other].into_iter().for_each(flip);
                flip_both();
                let is_record = matches!(read(&memory, at, id.seed()), Found::Record { .. });
                flip_both();
                prop_assert!(!is_record, "words {} and {}, bit {bit:x}", one - at, other - at);
            }
        }
    }

    /// Nothing but a first word is not one, whatever is in it.
    #[test]
    fn a_record_without_a_body_is_none(number in any::<u128>(), first in any::<u64>()) {
        let memory = Memory::heap(WORDS);
        for first in [first & !0xffff | 1, first & 0xff_0000 | 1, 0x1_0001] {
            memory[HEADER_WORDS].set(first);
            let found = read(&memory, HEADER_WORDS, id(number).seed());
            prop_assert!(matches!(found, Found::Damage));
        }
    }

    #[test]
    fn noise_is_no_record(number in any::<u128>(), noise in prop::collection::vec(any::<u64>(), WORDS)) {
        let memory = Memory::heap(WORDS);
        memory.iter().zip(noise).for_each(|(word, noise)| word.set(noise));
        prop_assert_eq!(found(&memory, id(number)), vec![]);
        let _ = Header::read(&memory);
    }

    #[test]
    fn records_behind_noise_are_found(
        number in any::<u128>(),
        events in events(),
        noise in prop::collection::vec(any::<u64>(), 1..WORDS),
    ) {
        let memory = Memory::heap(WORDS);
        let written = written(&memory, id(number), &events);
        let end = noise.len();
        memory.iter().zip(noise).for_each(|(word, noise)| word.set(noise));
        let behind: Vec<_> = written.iter().filter(|(at, _)| *at >= end).cloned().collect();
        prop_assert_eq!(found(&memory, id(number)), behind);
    }

    #[test]
    fn a_record_of_another_use_or_place_is_none(one in any::<u128>(), other in any::<u128>()) {
        prop_assume!(one as u64 != other as u64);
        let memory = Memory::heap(64);
        publish(&memory, 20, id(one).seed(), (Kind::Context, 0), &[1, 2, 3]);
        prop_assert_eq!(read(&memory, 20, id(other).seed()), Found::Damage);
        (0..4).for_each(|at| memory[40 + at].set(memory[20 + at].get()));
        prop_assert_eq!(read(&memory, 40, id(one).seed()), Found::Damage);
    }

    #[test]
    fn a_header_is_read_as_it_was_written_or_not_at_all(
        number in any::<u128>(),
        process in any::<[u64; 2]>(),
        anchor in any::<[u64; 3]>(),
    ) {
        let header = Header { id: id(number), process, anchor };
        let memory = Memory::heap(HEADER_WORDS);
        prop_assert_eq!(Header::read(&memory), FoundHeader::Unused);
        header.write(&memory);
        prop_assert_eq!(Header::read(&memory), FoundHeader::Header(header));
        for bit in 0..9 * 64 {
            let word = &memory[bit / 64];
            word.set(word.get() ^ 1 << (bit % 64));
            prop_assert_ne!(Header::read(&memory), FoundHeader::Header(header));
            word.set(word.get() ^ 1 << (bit % 64));
        }
        memory[0].set(memory[0].get() + 1);
        prop_assert_eq!(Header::read(&memory), FoundHeader::Newer);
        prop_assert_eq!(Header::read(&copy(&memory, 5)), FoundHeader::Damaged);
    }
}

#[test]
fn a_record_without_room_is_not_begun() {
    let memory = Memory::heap(32);
    let event = (0, vec![1.0; 5], 0);
    assert!(!put(&memory, 25, 1, &event));
    assert!(!publish(&memory, 30, 1, (Kind::Event, 0), &[1, 2]));
    assert!(memory.iter().all(|word| word.get() == 0));
    assert!(put(&memory, 24, 1, &event));
}
