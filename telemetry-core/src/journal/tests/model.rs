//! The protocol between a writer and the taker in every interleaving and with
//! every value that a weak memory may show: no record is seen half, and none is
//! left behind when the segment is given up. Each check has a control with one
//! ordering taken away, in which the model must find the fault.

use loom::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU64, Ordering},
};
use loom::thread;

use super::super::format::{Found, publish_event, read};
use crate::words::Word;

/// A word whose publishing store is what the parameter says.
struct Modelled<const PUBLISHES: bool>(AtomicU64);

impl<const PUBLISHES: bool> Word for Modelled<PUBLISHES> {
    fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    fn get_acquire(&self) -> u64 {
        self.0.load(Ordering::Acquire)
    }

    fn set(&self, value: u64) {
        self.0.store(value, Ordering::Relaxed);
    }

    fn set_release(&self, value: u64) {
        self.0.store(value, if PUBLISHES { Ordering::Release } else { Ordering::Relaxed });
    }
}

const SEED: u64 = 0x5eed;
/// An event of one number.
const LENGTH: usize = 4;

struct Segment<const PUBLISHES: bool> {
    words: Vec<Modelled<PUBLISHES>>,
    sealed: AtomicBool,
}

fn segment<const PUBLISHES: bool>() -> Arc<Segment<PUBLISHES>> {
    let words = (0..2 * LENGTH).map(|_| Modelled(AtomicU64::new(0))).collect();
    Arc::new(Segment { words, sealed: AtomicBool::new(false) })
}

fn write<const PUBLISHES: bool>(segment: &Segment<PUBLISHES>) {
    let mut at = 0;
    for end in [LENGTH as u32, 2 * LENGTH as u32] {
        let numbers = [f64::from(at)];
        assert!(publish_event(&segment.words, &mut at, SEED, (&numbers, 7), || 9));
        assert_eq!(at, end);
    }
    segment.sealed.store(true, Ordering::Release);
}

/// What the taker sees from a place on: how many whole records.
fn see<const PUBLISHES: bool>(segment: &Segment<PUBLISHES>, from: usize) -> usize {
    let mut at = from;
    loop {
        match read(&segment.words, at, SEED) {
            Found::Nothing => return at,
            Found::Record { body, .. } => {
                assert_eq!(f64::from_bits(segment.words[at + 1].get()), at as f64);
                at = body.end;
            }
            Found::Damage => panic!("half a record was seen at {at}"),
        }
    }
}

fn no_record_is_seen_half<const PUBLISHES: bool>() {
    loom::model(|| {
        let segment = segment::<PUBLISHES>();
        let writer = {
            let segment = Arc::clone(&segment);
            thread::spawn(move || write(&segment))
        };
        see(&segment, 0);
        writer.join().expect("no panic");
        assert_eq!(see(&segment, 0), 2 * LENGTH);
    });
}

/// The taker gives a segment up when it is sealed and nothing more is there.
fn none_is_left_behind(seal_first: bool) {
    loom::model(move || {
        let segment = segment::<true>();
        let writer = {
            let segment = Arc::clone(&segment);
            thread::spawn(move || write(&segment))
        };
        let sealed = || segment.sealed.load(Ordering::Acquire);
        let (end, is_sealed) = if seal_first {
            let is_sealed = sealed();
            (see(&segment, 0), is_sealed)
        } else {
            (see(&segment, 0), sealed())
        };
        assert!(!is_sealed || end == 2 * LENGTH, "given up with records in it");
        writer.join().expect("no panic");
    });
}

fn finds_a_fault(model: impl FnOnce() + std::panic::UnwindSafe) -> bool {
    std::panic::catch_unwind(model).is_err()
}

#[test]
#[cfg_attr(miri, ignore = "loom does it better")]
fn no_record_is_seen_half_in_any_interleaving() {
    no_record_is_seen_half::<true>();
    assert!(finds_a_fault(no_record_is_seen_half::<false>), "the control is not found");
}

#[test]
#[cfg_attr(miri, ignore = "loom does it better")]
fn no_record_is_left_behind_in_any_interleaving() {
    none_is_left_behind(true);
    assert!(finds_a_fault(|| none_is_left_behind(false)), "the control is not found");
}
