//! A forked child draws other random numbers than its parent: which events it
//! keeps, and the ids that it gives them, are its own.
#![cfg(target_os = "linux")]
#![allow(unsafe_code, reason = "nothing safe forks")]

use std::{fs, path::Path, time::Duration};

use telemetry_core::{
    Recorder,
    id::EventId,
    journal::{Batch, Entry, Journal},
    telemetry_event,
    wire::{self, Source},
};

/// Half of them are recorded.
#[telemetry_event(
    feature = "fork",
    action = "drawn",
    owner = "core",
    purpose = "reliability",
    sample = 0.5
)]
struct Drawn {
    /// Which one it was.
    number: u64,
}

const DRAWS: u64 = 512;

unsafe extern "C" {
    fn fork() -> i32;
    fn waitpid(process: i32, status: *mut i32, options: i32) -> i32;
    fn _exit(status: i32) -> !;
}

/// Which of the next events are kept, a digit for each, and an id.
fn draw(journal: &Journal, recorder: &Recorder<Drawn>) -> [String; 2] {
    (0..DRAWS).for_each(|number| recorder.record(Drawn { number }));
    let mut batch = Batch::default();
    journal.take(&mut batch, Duration::ZERO);
    let source = Source::new("1.2.3").expect("a version");
    let number = |entry: &Entry| {
        let mut bytes = Vec::new();
        wire::put_event(&mut bytes, &batch, entry, &source);
        let at = bytes.windows(7).position(|it| it == b"number\x11").expect("the key") + 7;
        f64::from_le_bytes(*bytes[at..].first_chunk().expect("a double")) as u64
    };
    let kept: Vec<u64> = batch.entries().iter().map(number).collect();
    let digits = (0..DRAWS).map(|number| if kept.contains(&number) { '1' } else { '0' });
    [digits.collect(), EventId::new(Duration::ZERO).to_string()]
}

/// The child's draws, by way of a file.
fn of_a_child(file: &Path, journal: &Journal, recorder: &Recorder<Drawn>) -> [String; 2] {
    // SAFETY: the child calls nothing that needs the threads that it has not
    // got, and ends without running the parent's destructors.
    let process = unsafe { fork() };
    if process == 0 {
        let drawn = draw(journal, recorder).join("\n");
        let status = i32::from(fs::write(file, drawn).is_err());
        // SAFETY: ends the child at once.
        unsafe { _exit(status) };
    }
    let mut status = -1;
    // SAFETY: `status` is a place for a number, and the child is ours.
    assert_eq!(unsafe { waitpid(process, &raw mut status, 0) }, process);
    assert_eq!(status, 0, "the child could not write");
    let drawn = fs::read_to_string(file).expect("written by the child");
    let (kept, id) = drawn.split_once('\n').expect("two lines");
    [kept.to_owned(), id.to_owned()]
}

#[test]
fn a_forked_child_draws_other_numbers_than_its_parent_and_its_siblings() {
    let file = std::env::temp_dir().join(format!("telemetry-drawn-{}", EventId::generate()));
    let journal = Journal::in_memory(10_000);
    let recorder = Recorder::new(&journal);
    // So that there is a generator to inherit.
    let before = draw(&journal, &recorder);
    let first = of_a_child(&file, &journal, &recorder);
    let second = of_a_child(&file, &journal, &recorder);
    let after = draw(&journal, &recorder);
    fs::remove_file(&file).expect("written by the children");
    let all = [before, first, second, after];
    for [kept, _] in &all {
        // Twelve standard deviations.
        let count = kept.chars().filter(|digit| *digit == '1').count();
        assert!((120..=392).contains(&count), "{count} of {DRAWS}");
    }
    for (at, drawn) in all.iter().enumerate() {
        for other in &all[..at] {
            assert!(drawn[0] != other[0] && drawn[1] != other[1], "drawn twice");
        }
    }
}
