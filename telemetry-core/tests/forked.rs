//! A process that records is forked: the child writes nothing into what it
//! shares with its parent, and the parent notices nothing.
#![cfg(target_os = "linux")]
#![allow(unsafe_code, reason = "nothing safe forks")]

use std::{collections::BTreeMap, time::Duration};

use telemetry_core::{
    Recorder,
    id::EventId,
    journal::{Batch, Journal},
    telemetry_event,
};

/// Something was counted.
#[telemetry_event(feature = "fork", action = "counted", owner = "core", purpose = "reliability")]
struct Counted {
    /// How often.
    count: u64,
}

unsafe extern "C" {
    fn fork() -> i32;
    fn waitpid(process: i32, status: *mut i32, options: i32) -> i32;
    fn _exit(status: i32) -> !;
}

/// What a child does; 0 if all is well.
fn child(directory: &std::path::Path, journal: &Journal, recorder: &Recorder<Counted>) -> i32 {
    (0..100).for_each(|count| recorder.record(Counted { count }));
    journal.set_on(true);
    recorder.record(Counted { count: 100 });
    if journal.losses().forked != 101 {
        return 1;
    }
    // A journal of its own works, and does not take the parent's for a dead one.
    let Ok(own) = Journal::open(directory, 1_000, "1.2.3") else { return 2 };
    if own.problem().is_some() || own.recover(&BTreeMap::new()).ok() != Some(0) {
        return 3;
    }
    Recorder::new(&own).record(Counted { count: 1_000 });
    if own.recorded() == 1 { 0 } else { 4 }
}

#[test]
fn a_forked_child_leaves_the_journal_of_its_parent_alone() {
    let directory = std::env::temp_dir().join(format!("telemetry-forked-{}", EventId::generate()));
    let journal = Journal::open(&directory, 1_000, "1.2.3").expect("a journal");
    let recorder = Recorder::new(&journal);
    (0..5).for_each(|count| recorder.record(Counted { count }));
    // SAFETY: the child calls nothing that needs the threads that it has not
    // got, and ends without running the parent's destructors.
    let process = unsafe { fork() };
    if process == 0 {
        let status = child(&directory, &journal, &recorder);
        // SAFETY: ends the child at once.
        unsafe { _exit(status) };
    }
    let mut status = -1;
    // SAFETY: `status` is a place for a number, and the child is ours.
    assert_eq!(unsafe { waitpid(process, &raw mut status, 0) }, process);
    assert_eq!(status >> 8, 0, "the child was not satisfied");
    (5..10).for_each(|count| recorder.record(Counted { count }));

    let mut batch = Batch::default();
    journal.take(&mut batch, Duration::ZERO);
    assert_eq!((batch.entries().len(), journal.losses().total()), (10, 0));
    journal.stored(10);
    // The child is gone like any process, and what it recorded is there.
    assert_eq!(journal.recover(&BTreeMap::new()).expect("readable"), 1);
    journal.take(&mut batch, Duration::ZERO);
    assert_eq!(batch.entries().len(), 1);
    journal.stored(1);
    drop((recorder, journal));
    assert!(!directory.exists(), "everything was stored");
}
