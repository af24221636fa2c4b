//! A taker that takes the next batch before the last one is stored: nothing is
//! stored before it is, nothing twice, and who flushes waits for all of it.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use super::kept::{Counted, Place, counts, kill, take};
use crate::{
    Recorder,
    journal::{Batch, Journal, SegmentId},
};

/// More than one batch holds, and more than one segment.
const RECORDED: u64 = 25_000;

fn recorded(place: &Place) -> Journal {
    let journal = place.open();
    let recorder = Recorder::new(&journal);
    (0..RECORDED).for_each(|count| recorder.record(Counted { count }));
    journal
}

/// Batches do not follow each other in time: segments take turns to be first.
fn is_each_once(counts: impl IntoIterator<Item = u64>) -> bool {
    let mut counts = Vec::from_iter(counts);
    counts.sort_unstable();
    counts.into_iter().eq(0..RECORDED)
}

fn stored(journal: &Journal, batch: &Batch) {
    journal.stored(batch.entries().len());
}

#[test]
fn a_flush_waits_for_every_batch_that_was_taken() {
    let place = Place::new();
    let journal = recorded(&place);
    let batches = [take(&journal), take(&journal), take(&journal)];
    assert_eq!(batches.each_ref().map(Batch::has_more), [true, true, false]);
    assert!(take(&journal).is_empty());
    for batch in &batches {
        assert!(journal.flush(Duration::ZERO).is_err(), "a batch is not stored");
        stored(&journal, batch);
    }
    assert_eq!(journal.flush(Duration::ZERO), Ok(()));
    assert!(is_each_once(batches.iter().flat_map(counts)));
}

#[test]
fn what_was_taken_ahead_and_not_stored_comes_back_after_a_kill() {
    let place = Place::new();
    let journal = recorded(&place);
    let first = take(&journal);
    let _ahead = take(&journal);
    stored(&journal, &first);
    let positions: BTreeMap<SegmentId, u64> = first.positions().iter().copied().collect();
    kill(&place, journal);

    let next = place.open();
    assert_eq!(next.recover(&positions).expect("readable"), 1);
    let mut all = counts(&first);
    while all.len() < RECORDED as usize {
        let batch = take(&next);
        all.extend(counts(&batch));
        stored(&next, &batch);
    }
    assert!(is_each_once(all));
    assert!(take(&next).entries().is_empty());
}

/// Threads that flush again and again, with a taker that stores one batch behind
/// the other: each flush returns, and with everything of its thread stored.
#[test]
fn many_flush_at_once() {
    const THREADS: u64 = 8;
    const EACH: u64 = 200;
    let place = Place::new();
    let journal = place.open();
    let recorder = Recorder::new(&journal);
    let begin = Instant::now();
    std::thread::scope(|scope| {
        let flushing: Vec<_> = (0..THREADS)
            .map(|_| {
                scope.spawn(|| {
                    for count in 0..EACH {
                        recorder.record(Counted { count });
                        assert_eq!(journal.flush(Duration::from_secs(60)), Ok(()));
                    }
                })
            })
            .collect();
        scope.spawn(|| {
            let mut batch = Batch::default();
            while !journal.take(&mut batch, Duration::from_secs(60)) {
                stored(&journal, &batch);
            }
        });
        flushing.into_iter().for_each(|thread| thread.join().expect("no panic"));
        journal.close();
    });
    assert!(begin.elapsed() < Duration::from_secs(60), "nobody waited for the deadline");
    assert_eq!((journal.recorded(), journal.flush(Duration::ZERO)), (THREADS * EACH, Ok(())));
}

#[test]
fn a_flush_behind_the_last_cut_waits_for_what_was_taken_and_for_nothing_else() {
    let place = Place::new();
    let journal = place.open();
    Recorder::new(&journal).record(Counted { count: 1 });
    journal.close();
    let batch = take(&journal);
    assert!(journal.take(&mut Batch::default(), Duration::ZERO), "the end is reached");
    assert!(journal.flush(Duration::ZERO).is_err(), "the batch is not stored");
    std::thread::scope(|scope| {
        let flushed = scope.spawn(|| journal.flush(Duration::from_mins(1)));
        std::thread::sleep(Duration::from_millis(20));
        stored(&journal, &batch);
        assert_eq!(flushed.join().expect("no panic"), Ok(()));
    });
}
