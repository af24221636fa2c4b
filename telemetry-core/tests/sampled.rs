//! Events of which a share is recorded.

#![forbid(unsafe_code)]

use std::{thread, time::Duration};

use telemetry_core::{
    Recorder,
    journal::{Batch, Entry, Journal},
    telemetry_event,
    testing::Capture,
    wire::{self, Source},
};

/// Editing.
#[telemetry_event(
    feature = "editor",
    owner = "editor-team",
    purpose = "product-improvement",
    sample = 0.1
)]
enum Editor {
    /// A key was pressed: as often as the feature says.
    #[telemetry(action = "keyPressed")]
    KeyPressed {
        /// How many characters there are.
        char_count: u32,
    },
    /// A word was completed: half of the times.
    #[telemetry(action = "wordCompleted", sample = 0.5)]
    WordCompleted {
        /// How well it matched.
        score: f64,
        /// The word; never leaves the instance.
        #[telemetry(private)]
        word: String,
    },
    /// A file was saved: every time.
    #[telemetry(action = "fileSaved", sample = 1)]
    FileSaved {
        /// How many lines it has.
        line_count: u32,
    },
}

fn taken(journal: &Journal) -> Vec<(String, u64)> {
    let mut batch = Batch::default();
    journal.take(&mut batch, Duration::ZERO);
    let source = Source::new("1.2.3").expect("a version");
    let event = |entry: &Entry| {
        let mut bytes = Vec::new();
        wire::put_event(&mut bytes, &batch, entry, &source);
        (entry.declaration().schema().action.clone(), number(&bytes))
    };
    batch.entries().iter().map(event).collect()
}

/// The one number of an event.
fn number(wire: &[u8]) -> u64 {
    let keys = ["char_count", "score", "line_count"].map(|key| [key.as_bytes(), b"\x11"].concat());
    let after = |key: &Vec<u8>| {
        let at = wire.windows(key.len()).position(|bytes| bytes == key)?;
        wire[at + key.len()..].first_chunk().copied()
    };
    f64::from_le_bytes(keys.iter().find_map(after).expect("a number")) as u64
}

/// Whether so many of so many are within 6.5 standard deviations of the share:
/// by chance they are not once in 10^10 runs.
fn is_share(kept: u64, of: u64, share: f64) -> bool {
    let (kept, of) = (kept as f64, of as f64);
    (kept - of * share).abs() <= 6.5 * (of * share * (1.0 - share)).sqrt()
}

#[test]
fn as_many_are_recorded_as_declared_and_the_others_are_no_loss() {
    const EACH: u32 = 50_000;
    let journal = Journal::in_memory(1_000_000);
    let recorder = Recorder::new(&journal);
    for number in 0..EACH {
        recorder.record(Editor::KeyPressed { char_count: number });
        recorder.record(Editor::WordCompleted { score: number.into(), word: "w".to_owned() });
        recorder.record(Editor::FileSaved { line_count: number });
    }
    let events = taken(&journal);
    let of = |action: &str| {
        let numbers = events.iter().filter(|(of, _)| of == action).map(|(_, number)| *number);
        numbers.collect::<Vec<_>>()
    };
    for (action, share) in [("keyPressed", 0.1), ("wordCompleted", 0.5)] {
        let kept = of(action);
        assert!(is_share(kept.len() as u64, EACH.into(), share), "{action}: {}", kept.len());
        assert!(kept.is_sorted_by(|a, b| a < b), "{action} out of order");
        // Not each tenth: who presses a key each tenth time is heard like others.
        let first = kept.iter().filter(|number| **number % 10 == 0).count() as u64;
        assert!(is_share(first, u64::from(EACH) / 10, share), "{action}: {first} of each tenth");
    }
    assert_eq!(of("fileSaved"), Vec::from_iter(0..u64::from(EACH)));
    assert_eq!(journal.recorded(), events.len() as u64);
    assert_eq!(journal.recorded() + journal.sampled_out(), 3 * u64::from(EACH));
    assert_eq!(journal.losses().total(), 0);
}

#[test]
fn threads_draw_for_themselves_and_count_together() {
    const EACH: u32 = 5_000;
    const THREADS: u32 = 8;
    let journal = Journal::in_memory(1_000_000);
    thread::scope(|scope| {
        for _ in 0..THREADS {
            let recorder = Recorder::new(&journal);
            scope.spawn(move || {
                (0..EACH).for_each(|it| recorder.record(Editor::KeyPressed { char_count: it }));
            });
        }
    });
    let (kept, all) = (journal.recorded(), u64::from(EACH * THREADS));
    assert_eq!(kept + journal.sampled_out(), all);
    assert!(is_share(kept, all, 0.1), "{kept} of {all}");
    // Each thread draws other numbers: together they keep most of what one
    // could keep. The same draws would be kept eight times.
    let mut numbers: Vec<u64> = taken(&journal).into_iter().map(|(_, number)| number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    assert!(numbers.len() as u64 * 4 > kept, "{} numbers in {kept} events", numbers.len());
}

#[test]
fn what_cannot_be_recorded_is_counted_as_that() {
    let journal = Journal::in_memory(100_000);
    let recorder = Recorder::new(&journal);
    for _ in 0..1_000 {
        recorder.record(Editor::WordCompleted { score: f64::NAN, word: String::new() });
    }
    // Of what is not recorded, nothing is lost.
    assert_eq!(journal.losses().not_finite, journal.recorded());
    journal.set_on(false);
    let sampled_out = journal.sampled_out();
    (0..100).for_each(|_| recorder.record(Editor::KeyPressed { char_count: 1 }));
    journal.set_on(true);
    journal.close();
    (0..100).for_each(|_| recorder.record(Editor::KeyPressed { char_count: 1 }));
    assert_eq!(journal.sampled_out(), sampled_out, "off and closed come first");
    assert_eq!(journal.losses().closed, 100);
}

#[test]
fn a_test_captures_every_event_with_its_rate() {
    let capture = Capture::new();
    let recorder = capture.recorder();
    for number in 0..100 {
        recorder.record(Editor::KeyPressed { char_count: number });
    }
    recorder.record(Editor::FileSaved { line_count: 1 });
    let events = capture.events();
    assert_eq!(events.len(), 101);
    // `Event.sample_rate`, field 1001, a double.
    let rate = [&[0xc9, 0x3e][..], &0.1_f64.to_le_bytes()].concat();
    assert!(events[..100].iter().all(|event| event.wire.ends_with(&rate)));
    assert!(!events[100].wire.windows(2).any(|bytes| bytes == [0xc9, 0x3e]));
}
