//! A journal in a directory: what is recorded is taken once, by this process or
//! by the next, and nothing else.

use std::{collections::BTreeMap, path::PathBuf, time::Duration};

use super::super::{Batch, Journal, SEGMENT_BYTES, SegmentId};
use crate::{Context, Recorder, UserKey, telemetry_event};

/// Something was counted.
#[telemetry_event(feature = "journal", action = "counted", owner = "core", purpose = "reliability")]
pub(super) struct Counted {
    /// How often.
    pub(super) count: u64,
}

/// Something was said.
#[telemetry_event(feature = "journal", action = "said", owner = "core", purpose = "reliability")]
struct Said {
    /// How loud.
    volume: Option<f64>,
    /// What.
    #[telemetry(private)]
    words: String,
    /// What else.
    #[telemetry(private)]
    more: Option<String>,
}

/// A directory that is removed with what is in it.
pub(super) struct Place(PathBuf);

impl Place {
    pub(super) fn new() -> Self {
        let name = format!("telemetry-journal-{}", crate::id::EventId::generate());
        Self(std::env::temp_dir().join(name))
    }

    pub(super) fn open(&self) -> Journal {
        self.open_for(100_000)
    }

    fn open_for(&self, events: usize) -> Journal {
        Journal::open(&self.0, events, "1.2.3").expect("a journal")
    }

    pub(super) fn files(&self) -> Vec<PathBuf> {
        let list = |path: &PathBuf| {
            let entries = std::fs::read_dir(path).into_iter().flatten();
            entries.map(|entry| entry.expect("an entry").path()).collect::<Vec<_>>()
        };
        list(&self.0).iter().flat_map(list).collect()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Ends a journal as a kill does: nothing is cleaned up. The threads that wrote
/// have ended, or do not write any more.
pub(super) fn kill(place: &Place, journal: Journal) {
    let copy = place.0.with_extension("killed");
    for file in place.files() {
        let to = copy.join(file.strip_prefix(&place.0).expect("below"));
        std::fs::create_dir_all(to.parent().expect("a parent")).expect("a directory");
        std::fs::copy(&file, to).expect("a copy");
    }
    drop(journal);
    let _ = std::fs::remove_dir_all(&place.0);
    std::fs::rename(copy, &place.0).expect("a name");
}

pub(super) fn take(journal: &Journal) -> Batch {
    let mut batch = Batch::default();
    journal.take(&mut batch, Duration::ZERO);
    batch
}

pub(super) fn counts(batch: &Batch) -> Vec<u64> {
    batch.entries().iter().map(|entry| batch.numbers(entry)[0] as u64).collect()
}

fn ids(batch: &Batch) -> Vec<String> {
    batch.entries().iter().map(|entry| entry.id().to_string()).collect()
}

#[test]
fn what_is_recorded_is_taken_in_its_order() {
    let place = Place::new();
    let journal = place.open();
    assert_eq!(journal.problem(), None);
    let recorder = Recorder::new(&journal);
    (0..100).for_each(|count| recorder.record(Counted { count }));
    assert_eq!(journal.recorded(), 100);
    let batch = take(&journal);
    assert_eq!(counts(&batch), Vec::from_iter(0..100));
    assert!(ids(&batch).is_sorted(), "ids sort as the events were recorded");
    let now = std::time::SystemTime::UNIX_EPOCH.elapsed().expect("a clock");
    for entry in batch.entries() {
        assert!(now.abs_diff(entry.recorded_at()) < Duration::from_secs(60));
    }
    journal.stored(batch.entries().len());
    assert!(take(&journal).entries().is_empty());
    assert_eq!((journal.recorded(), journal.losses().total()), (100, 0));
}

#[test]
fn a_burst_finds_the_segments_of_the_burst_before_it() {
    const BURST: u64 = 100_000;
    let place = Place::new();
    let journal = place.open();
    let recorder = Recorder::new(&journal);
    let burst = || {
        (0..BURST).for_each(|count| recorder.record(Counted { count }));
        let mut left = BURST as usize;
        while left > 0 {
            let taken = take(&journal).entries().len();
            journal.stored(taken);
            left -= taken;
        }
        // The keeper deletes what was made ahead and is not needed.
        std::thread::sleep(super::super::clock::COMPARE_EVERY * 4);
        place.files()
    };
    let (first, then) = (burst(), burst());
    assert!(first.len() >= BURST as usize * 32 / SEGMENT_BYTES);
    assert!(first.iter().all(|file| then.contains(file)), "some were made anew");
    assert_eq!(journal.losses().total(), 0);
}

#[test]
fn texts_and_contexts_come_back_as_they_were() {
    let place = Place::new();
    let journal = place.open();
    let recorder = Recorder::new(&journal);
    let user = UserKey::generate().expect("random bytes").user(7);
    let context = Context::builder().user(user).build();
    let said = |volume, words: &str| Said { volume, words: words.to_owned(), more: None };
    recorder.record(said(None, ""));
    {
        let _entered = context.enter();
        recorder.record(said(Some(f64::NAN), "größer"));
        recorder.record(said(Some(2.5), &"x".repeat(crate::MAX_PRIVATE_TEXT)));
    }
    recorder.record(said(None, "end"));
    let batch = take(&journal);
    let words: Vec<_> =
        batch.entries().iter().map(|it| it.texts[0].clone().expect("words")).collect();
    assert_eq!([&words[0], &words[1], &words[3]], ["", "größer", "end"]);
    assert_eq!(words[2].len(), crate::MAX_PRIVATE_TEXT);
    let contexts: Vec<_> = batch.entries().iter().map(|it| it.context.clone()).collect();
    assert_eq!(contexts, [None, Some(context.clone()), Some(context), None]);
    let volumes: Vec<_> = batch.entries().iter().map(|it| batch.numbers(it)[0]).collect();
    assert!(volumes[0].is_nan() && volumes[1].is_nan() && volumes[2] == 2.5);
    assert_eq!(journal.losses().not_finite, 1);
}

#[test]
fn texts_that_no_segment_holds_are_left_out_and_counted() {
    /// Much was said.
    #[telemetry_event(
        feature = "journal",
        action = "much",
        owner = "core",
        purpose = "reliability"
    )]
    struct Much {
        /// One.
        #[telemetry(private)]
        a: String,
        /// Two.
        #[telemetry(private)]
        b: String,
        /// Three.
        #[telemetry(private)]
        c: String,
        /// Four.
        #[telemetry(private)]
        d: String,
    }
    let place = Place::new();
    let journal = place.open();
    let text = || "x".repeat(crate::MAX_PRIVATE_TEXT);
    Recorder::new(&journal).record(Much { a: text(), b: text(), c: text(), d: text() });
    let batch = take(&journal);
    let kept = batch.entries()[0].texts.iter().flatten().count();
    assert_eq!((kept, journal.losses().text_too_long), (3, 1));
}

#[test]
fn segments_are_used_again_and_the_bound_holds() {
    let place = Place::new();
    let journal = place.open_for(1);
    let recorder = Recorder::new(&journal);
    let (mut recorded, mut taken) = (0, 0);
    for _ in 0..20 {
        (0..20_000).for_each(|count| recorder.record(Counted { count }));
        recorded += 20_000;
        loop {
            let batch = take(&journal);
            taken += batch.entries().len() as u64;
            journal.stored(batch.entries().len());
            if batch.entries().is_empty() {
                break;
            }
        }
    }
    assert!(journal.losses().journal_full > 0 && taken > 20 * 8_000);
    assert_eq!(taken + journal.losses().journal_full, recorded);
    assert_eq!(journal.recorded(), taken);
    let segments = place
        .files()
        .into_iter()
        .filter(|file| file.metadata().is_ok_and(|it| it.len() == SEGMENT_BYTES as u64));
    assert!(segments.count() <= 2);
}

#[test]
fn what_a_dead_process_left_is_taken_once() {
    let place = Place::new();
    let journal = place.open();
    let recorder = Recorder::new(&journal);
    (0..10_000).for_each(|count| recorder.record(Counted { count }));
    // A part is stored, another one was only taken.
    let batch = take(&journal);
    let positions: BTreeMap<SegmentId, u64> = batch.positions().iter().copied().collect();
    let stored = counts(&batch);
    journal.stored(batch.entries().len());
    (10_000..30_000).for_each(|count| recorder.record(Counted { count }));
    let lost = take(&journal);
    drop(recorder);
    kill(&place, journal);

    let journal = place.open();
    assert_eq!(journal.recover(&positions).expect("readable"), 1);
    assert_eq!(journal.recover(&positions).expect("readable"), 0, "only once");
    let mut again = Vec::new();
    let mut ids_again = Vec::new();
    loop {
        let batch = take(&journal);
        assert!(batch.entries().iter().all(|entry| entry.source.is_some()));
        again.extend(counts(&batch));
        ids_again.extend(ids(&batch));
        journal.stored(batch.entries().len());
        if batch.entries().is_empty() {
            break;
        }
    }
    again.sort_unstable();
    assert_eq!(again, Vec::from_iter(stored.len() as u64..30_000));
    assert!(ids(&lost).iter().all(|id| ids_again.contains(id)), "the same events, the same ids");
    assert_eq!((journal.recorded(), journal.losses().total()), (0, 0));
    drop(journal);
    assert_eq!(place.files(), Vec::<PathBuf>::new(), "nothing is left when all is stored");
}

#[test]
fn many_threads_lose_nothing_and_hand_their_segments_over() {
    let place = Place::new();
    let journal = place.open();
    for round in 0..50 {
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let recorder = Recorder::new(&journal);
                let first = (round * 4 + thread) * 100;
                scope.spawn(move || {
                    (first..first + 100).for_each(|count| recorder.record(Counted { count }));
                });
            }
        });
    }
    let mut all = Vec::new();
    loop {
        let batch = take(&journal);
        if batch.entries().is_empty() {
            break;
        }
        all.extend(counts(&batch));
        journal.stored(batch.entries().len());
    }
    all.sort_unstable();
    assert_eq!(all, Vec::from_iter(0..20_000));
    assert!(place.files().len() < 20, "200 threads do not take 200 segments");
}

#[test]
fn what_the_destructor_of_a_thread_records_is_kept() {
    struct Last(Recorder<Counted>);
    impl Drop for Last {
        fn drop(&mut self) {
            self.0.record(Counted { count: 2 });
        }
    }
    thread_local! {
        static LAST: std::cell::RefCell<Option<Last>> = const { std::cell::RefCell::new(None) };
    }
    let place = Place::new();
    let journal = place.open();
    // Destructors run in the reverse order of first use, on most systems.
    for first in [true, false] {
        let recorder = Recorder::new(&journal);
        let work = move || {
            let last = || LAST.set(Some(Last(recorder.clone())));
            if first {
                last();
            }
            recorder.record(Counted { count: 1 });
            if !first {
                last();
            }
        };
        std::thread::spawn(work).join().expect("no panic");
    }
    let mut found = counts(&take(&journal));
    found.sort_unstable();
    assert_eq!(found, [1, 1, 2, 2]);
}

#[test]
fn two_journals_on_one_thread_keep_apart() {
    let (one, two) = (Place::new(), Place::new());
    let (first, second) = (one.open(), two.open());
    let (a, b) = (Recorder::new(&first), Recorder::new(&second));
    for count in 0..1_000 {
        a.record(Counted { count });
        b.record(Counted { count: count + 1_000 });
    }
    assert_eq!(counts(&take(&first)), Vec::from_iter(0..1_000));
    assert_eq!(counts(&take(&second)), Vec::from_iter(1_000..2_000));
}

#[test]
fn a_directory_that_cannot_be_used_is_told_and_costs_no_event() {
    let place = Place::new();
    std::fs::write(&place.0, "a file").expect("writable");
    let journal = place.open();
    let problem = journal.problem().expect("a problem");
    assert!(problem.contains("in memory"), "{problem}");
    let recorder = Recorder::new(&journal);
    (0..10_000).for_each(|count| recorder.record(Counted { count }));
    assert_eq!(take(&journal).entries().len(), 10_000);
    drop(recorder);
    drop(journal);
    std::fs::remove_file(&place.0).expect("the file");
}

#[test]
fn off_closed_and_flushed() {
    let place = Place::new();
    let journal = place.open();
    let recorder = Recorder::new(&journal);
    journal.set_on(false);
    recorder.record(Counted { count: 1 });
    journal.set_on(true);
    assert_eq!((journal.recorded(), journal.flush(Duration::ZERO)), (0, Ok(())));
    recorder.record(Counted { count: 2 });
    assert_eq!(journal.flush(Duration::from_millis(1)).map_err(|it| it.remaining), Err(1));
    let taker = {
        let journal = journal.clone();
        std::thread::spawn(move || {
            let mut batch = Batch::default();
            while !journal.take(&mut batch, Duration::from_secs(60)) {
                journal.stored(batch.entries().len());
            }
        })
    };
    assert_eq!(journal.flush(Duration::from_secs(60)), Ok(()));
    journal.close();
    recorder.record(Counted { count: 3 });
    taker.join().expect("no panic");
    journal.set_on(true);
    recorder.record(Counted { count: 4 });
    assert_eq!((journal.recorded(), journal.losses().closed), (1, 2));
}
