//! Events that are switched off one by one: nothing of them is kept, and
//! nothing changes for the others.

use std::{sync::Arc, thread};

use telemetry_core::{
    Recorder,
    id::EventId,
    journal::{Batch, Journal, SwitchedOff},
    telemetry_event,
};

/// What a search does.
#[telemetry_event(feature = "switched.search", owner = "core", purpose = "reliability")]
enum Search {
    /// Results were shown.
    #[telemetry(action = "shown")]
    Shown {
        /// How many.
        results: u32,
    },
    /// Nothing was found.
    #[telemetry(action = "empty")]
    Empty,
    /// It failed.
    #[telemetry(action = "failed")]
    Failed {
        /// What was typed.
        #[telemetry(private)]
        query: String,
    },
}

/// Something was counted.
#[telemetry_event(
    feature = "switched",
    action = "counted",
    owner = "core",
    purpose = "reliability"
)]
struct Counted {
    /// How often.
    count: u64,
}

fn off(all: &[(&str, Option<&str>)]) -> Arc<SwitchedOff> {
    let mut off = SwitchedOff::default();
    all.iter().for_each(|(feature, action)| off.insert(feature, *action));
    Arc::new(off)
}

fn record(search: &Recorder<Search>, counted: &Recorder<Counted>) {
    search.record(Search::Shown { results: 1 });
    search.record(Search::Empty);
    search.record(Search::Failed { query: "fn".to_owned() });
    counted.record(Counted { count: 1 });
}

/// The actions of what waits, in their order.
fn taken(journal: &Journal) -> Vec<&'static str> {
    let mut batch = Batch::default();
    journal.take(&mut batch, std::time::Duration::ZERO);
    journal.stored(batch.entries().len());
    let action = |entry: &telemetry_core::journal::Entry| {
        let declaration: &'static telemetry_core::Declaration = entry.declaration();
        declaration.schema().action.as_str()
    };
    batch.entries().iter().map(action).collect()
}

/// A journal of each kind.
fn with_journals(test: impl Fn(&Journal)) {
    test(&Journal::in_memory(1_000));
    let directory =
        std::env::temp_dir().join(format!("telemetry-switched-{}", EventId::generate()));
    test(&Journal::open(&directory, 1_000, "1.2.3").expect("a journal"));
    std::fs::remove_dir_all(directory).ok();
}

#[test]
fn what_is_switched_off_is_not_recorded_and_what_is_not_is() {
    with_journals(|journal| {
        // One that is there before, one that comes after the switch.
        let (search, counted) = (Recorder::new(journal), Recorder::new(journal));
        for (events, expected) in [
            (&[("switched.search", Some("empty"))][..], &["shown", "failed", "counted"][..]),
            (&[("switched.search", Some("shown"))], &["empty", "failed", "counted"]),
            (&[("switched.search", None)], &["counted"]),
            (&[("switched", Some("counted"))], &["shown", "empty", "failed"]),
            (&[("switched", None)], &[]),
            (
                &[("switch", None), ("switched.search", Some("fail"))],
                &["shown", "empty", "failed", "counted"],
            ),
            (&[], &["shown", "empty", "failed", "counted"]),
        ] {
            journal.switch_off(off(events));
            let new = Recorder::<Search>::new(journal);
            for search in [&search, &new, &search] {
                record(search, &counted);
                assert_eq!(taken(journal), expected, "{events:?}");
            }
        }
        assert_eq!(journal.losses().total(), 0);
    });
}

#[test]
fn off_and_closed_are_stronger_than_an_event_that_is_on() {
    with_journals(|journal| {
        let (search, counted) = (Recorder::new(journal), Recorder::new(journal));
        journal.set_on(false);
        journal.switch_off(off(&[("switched.search", Some("empty"))]));
        record(&search, &counted);
        record(&Recorder::new(journal), &Recorder::new(journal));
        assert_eq!(taken(journal), [""; 0]);
        journal.set_on(true);
        record(&search, &counted);
        assert_eq!(taken(journal), ["shown", "failed", "counted"]);
        journal.close();
        journal.set_on(true);
        journal.switch_off(Arc::default());
        record(&search, &counted);
        assert_eq!((taken(journal), journal.losses().closed), (vec![], 4));
    });
}

/// After the switch has returned, no thread records one, however many record.
#[test]
fn it_holds_for_every_thread_when_the_switch_returns() {
    with_journals(|journal| {
        let counted = Recorder::new(journal);
        for round in 0..50 {
            thread::scope(|scope| {
                scope.spawn(|| (0..20).for_each(|count| counted.record(Counted { count })));
                journal.switch_off(off(&[("switched", Some("counted"))]));
            });
            while !taken(journal).is_empty() {}
            (0..100).for_each(|count| counted.record(Counted { count }));
            assert_eq!(taken(journal), [""; 0], "round {round}");
            journal.switch_off(Arc::default());
            counted.record(Counted { count: 0 });
            assert_eq!(taken(journal), ["counted"], "round {round}");
        }
    });
}
