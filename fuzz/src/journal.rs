//! Fuzzes what reads a journal that another process left: the input becomes its
//! three kinds of files. Whatever they hold, nothing may panic, nothing may be
//! made up, and what cannot be read has to be counted.
//!
//! The first word says which part of a directory as a killed process leaves it
//! is replaced by the rest, so that the fuzzer need not guess a checksum before it
//! gets anywhere.
#![no_main]

use std::{collections::BTreeMap, fs, path::Path, sync::LazyLock, time::Duration};

use libfuzzer_sys::fuzz_target;
use telemetry_core::{
    Context, Recorder, UserKey,
    journal::{Batch, Journal},
    telemetry_event,
    wire::{self, Source},
};

/// Something was counted.
#[telemetry_event(feature = "fuzz", action = "counted", owner = "core", purpose = "reliability")]
struct Counted {
    /// How often.
    count: u64,
    /// How far.
    distance: Option<f64>,
}

/// Something was said.
#[telemetry_event(feature = "fuzz", action = "said", owner = "core", purpose = "reliability")]
struct Said {
    /// How loud.
    volume: u8,
    /// What.
    #[telemetry(private)]
    words: String,
}

const EVENTS: u64 = 20;
/// Where they are left; any process.
const DIRECTORY: &str = "00000000000000000000000000000001";

/// The files of a directory as a killed process leaves it, by their names.
static LEFT: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let place = tempfile::TempDir::new().expect("a directory");
    let journal = Journal::open(place.path(), 1000, "1.2.3").expect("a journal");
    let (counted, said) = (Recorder::new(&journal), Recorder::new(&journal));
    let user = UserKey::from_bytes(std::array::from_fn(|at| at as u8)).expect("a key").user(7);
    for count in 0..EVENTS {
        let entered = (count % 3 == 0).then(|| Context::builder().user(user).build());
        let _entered = entered.as_ref().map(Context::enter);
        counted.record(Counted { count, distance: (count % 2 == 0).then_some(0.5) });
        said.record(Said { volume: 1, words: format!("number {count}") });
    }
    let directory = fs::read_dir(place.path()).expect("a directory").next().expect("one");
    let entries = fs::read_dir(directory.expect("an entry").path()).expect("a directory");
    let files = entries.map(|entry| entry.expect("an entry").path());
    let named = |path: std::path::PathBuf| {
        let mut bytes = fs::read(&path).expect("a file");
        // A segment is mostly zeros, which nobody has to read each time.
        bytes.truncate(8192);
        (path.file_name().expect("a name").to_string_lossy().into_owned(), bytes)
    };
    let mut files: Vec<_> = files.map(named).collect();
    files.sort();
    files.retain(|(name, bytes)| name == "lock" || bytes.iter().any(|byte| *byte != 0));
    files
});

fn write_left(place: &Path, which: usize, at: usize, noise: &[u8]) {
    let directory = place.join(DIRECTORY);
    fs::create_dir_all(&directory).expect("a directory");
    for (number, (name, bytes)) in LEFT.iter().enumerate() {
        let mut bytes = bytes.clone();
        if number == which % LEFT.len() {
            let at = at.min(bytes.len());
            let end = (at + noise.len()).min(bytes.len());
            bytes[at..end].copy_from_slice(&noise[..end - at]);
            bytes.extend(&noise[end - at..]);
        }
        fs::write(directory.join(name), bytes).expect("a file");
    }
}

fuzz_target!(|input: (u8, u16, Vec<u8>)| {
    let (which, at, noise) = input;
    let place = tempfile::TempDir::new().expect("a directory");
    write_left(place.path(), usize::from(which), usize::from(at), &noise);
    let journal = Journal::open(place.path(), 1000, "4.5.6").expect("a journal");
    journal.recover(&BTreeMap::new()).expect("a readable directory");
    let source = Source::new("4.5.6").expect("a version");
    let (mut batch, mut found) = (Batch::default(), 0);
    loop {
        journal.take(&mut batch, Duration::ZERO);
        for entry in batch.entries() {
            let mut bytes = Vec::new();
            wire::put_event(&mut bytes, &batch, entry, &source);
            assert!(!bytes.is_empty());
        }
        found += batch.entries().len() as u64;
        journal.stored(batch.entries().len());
        if batch.is_empty() {
            break;
        }
    }
    assert!(found <= 2 * EVENTS, "{found} events of {}", 2 * EVENTS);
    // What a newer release wrote is left alone.
    let is_left = place.path().join(DIRECTORY).exists();
    let is_counted = journal.losses().total() > 0;
    assert!(found == 2 * EVENTS || is_left || is_counted, "{found} found, nothing lost");
});
