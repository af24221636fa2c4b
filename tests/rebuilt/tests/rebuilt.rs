//! A program is killed while it records, and the one that starts again is
//! another build, whose events are others: what `record` had returned from is in
//! the queue once, with the values, the texts and the program's version of then.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may end here")]

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use prost::Message as _;
use telemetry_sdk::{
    proto::telemetrygateway::v1::Event,
    queue::{PageRequest, QueueReader, StoredEvent},
};

/// In the long form the environment says how many.
const ROUNDS: u64 = 6;
const SPAN: u64 = 1_000_000;
const MOST_THREADS: u64 = 4;

fn rounds() -> u64 {
    let said = std::env::var("TELEMETRY_SOAK_ROUNDS").ok();
    said.map_or(ROUNDS, |rounds| rounds.parse().expect("TELEMETRY_SOAK_ROUNDS is a number"))
}

/// Lets the program as it was record for a while and kills it; from how many
/// calls each of its threads has returned.
fn one_life(directory: &Path, threads: u64, life: Duration) -> Vec<u64> {
    let returned = directory.join("returned");
    fs::write(&returned, [0; 8 * MOST_THREADS as usize]).unwrap();
    let counts = || -> Vec<u64> {
        let bytes = fs::read(&returned).unwrap();
        bytes.as_chunks::<8>().0.iter().map(|count| u64::from_ne_bytes(*count)).collect()
    };
    let mut child = Command::new(env!("CARGO_BIN_EXE_rebuilt-before"))
        .args([directory.join("data"), returned.clone()])
        .args([threads.to_string(), "1".to_owned()])
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let begin = Instant::now();
    while counts()[0] == 0 {
        assert!(begin.elapsed() < Duration::from_secs(60), "it never recorded");
        thread::sleep(Duration::from_millis(1));
    }
    thread::sleep(life);
    child.kill().unwrap();
    child.wait().unwrap();
    counts().into_iter().take(threads as usize).collect()
}

fn start_again(directory: &Path) {
    let after = Command::new(env!("CARGO_BIN_EXE_rebuilt-after"))
        .arg(directory.join("data"))
        .output()
        .unwrap();
    assert!(after.status.success(), "{}", String::from_utf8_lossy(&after.stderr));
}

fn stored(directory: &Path) -> Vec<StoredEvent> {
    let reader = QueueReader::open(directory.join("data/queue.db")).unwrap();
    reader.page(&PageRequest { limit: usize::MAX, ..PageRequest::default() }).unwrap()
}

/// Checks one event of the program as it was, and tells its number.
fn of_before(event: &Event, local: bool) -> u64 {
    let parameters = event.parameters.as_ref().unwrap();
    let number = parameters.metadata["number"] as u64;
    let keys: Vec<&str> = parameters.metadata.keys().map(String::as_str).collect();
    let expected: &[&str] = match number % 5 {
        0 => &["number"],
        1 if number.is_multiple_of(2) => &["mattered", "number"],
        1 => &["number"],
        _ => &["distance", "half", "number"],
    };
    assert_eq!(sorted(keys), expected, "{number}");
    let action = match number % 5 {
        0 => "said",
        1 => "dropped",
        _ => "counted",
    };
    assert_eq!((event.action.as_str(), local), (action, number.is_multiple_of(5)), "{number}");
    number
}

fn sorted<T: Ord>(mut all: Vec<T>) -> Vec<T> {
    all.sort_unstable();
    all
}

#[test]
fn another_build_queues_what_the_killed_one_recorded() {
    let mut all = 0;
    for round in 0..rounds() {
        let place = tempfile::TempDir::new().unwrap();
        let threads = round % MOST_THREADS + 1;
        let life = Duration::from_micros(fastrand::u64(0..250_000));
        let returned = one_life(place.path(), threads, life);
        start_again(place.path());

        let mut found: BTreeMap<u64, u64> = BTreeMap::new();
        let mut of_after = 0;
        for stored in stored(place.path()) {
            let event = Event::decode(stored.exportable).unwrap();
            let version = &event.source.as_ref().unwrap().server.as_ref().unwrap().version;
            if version == "9.9.9" {
                of_after += 1;
            } else {
                *found.entry(of_before(&event, stored.local.is_some())).or_default() += 1;
            }
        }
        assert_eq!(of_after, 2, "round {round}");
        for (thread, count) in (1..).zip(&returned) {
            for number in thread * SPAN..thread * SPAN + count {
                assert_eq!(found.get(&number), Some(&1), "round {round}: {number} of {count}");
            }
        }
        assert!(found.values().all(|times| *times == 1), "round {round}: queued twice");
        all += returned.iter().sum::<u64>();
    }
    assert!(all > rounds(), "killed before they did anything");
}
