//! The instance is killed while it records and queues: what `record` had
//! returned from is in the queue after the next start, each event once. Nobody
//! flushes.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    os::unix::fs::FileExt as _,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use prost::Message as _;
use telemetry_sdk::{policy::Mode, proto::telemetrygateway::v1::Event};

use crate::{
    events::searched,
    place::{PATIENCE, Place, builder},
};

const ROUNDS: u64 = 10;
const THREADS: u64 = 3;
const DIRECTORY: &str = "TELEMETRY_TEST_RECORDING_DIRECTORY";
const FIRST: &str = "TELEMETRY_TEST_RECORDING_FIRST";
/// The numbers of one thread of one round are its own.
const SPAN: u64 = 1_000_000;

/// Records for ever. Does nothing unless it is started by the test below.
#[test]
fn child() {
    let Ok(directory) = std::env::var(DIRECTORY) else { return };
    let first: u64 = std::env::var(FIRST).unwrap().parse().unwrap();
    let directory = Path::new(&directory);
    let returned = File::options().write(true).open(directory.join("returned")).unwrap();
    let telemetry = builder(&directory.join("data")).start().unwrap();
    thread::scope(|scope| {
        for at in 0..THREADS {
            let (recorder, returned) = (telemetry.recorder(), &returned);
            scope.spawn(move || {
                let first = (first + at) * SPAN;
                for count in 0..SPAN {
                    recorder.record(searched(first + count));
                    returned.write_all_at(&(count + 1).to_ne_bytes(), at * 8).unwrap();
                    if count % 4 == 0 {
                        // The queue is to keep up: what is dropped is no proof.
                        thread::sleep(Duration::from_micros(200));
                    }
                }
            });
        }
    });
}

/// Lets a child record for a while and kills it; from how many calls each of
/// its threads has returned.
fn one_life(place: &Place, round: u64, life: Duration) -> Vec<u64> {
    let directory = place.path().parent().unwrap().to_owned();
    fs::write(directory.join("returned"), [0; 8 * THREADS as usize]).unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["recorded::child", "--exact", "--nocapture"])
        .env(DIRECTORY, &directory)
        .env(FIRST, (round * THREADS).to_string())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    thread::sleep(life);
    child.kill().unwrap();
    child.wait().unwrap();
    let bytes = fs::read(directory.join("returned")).unwrap();
    bytes.as_chunks::<8>().0.iter().map(|count| u64::from_ne_bytes(*count)).collect()
}

/// How often each number is in the queue.
fn queued(place: &Place) -> BTreeMap<u64, u64> {
    let mut queued = BTreeMap::new();
    for event in place.stored() {
        let event = Event::decode(event.exportable).unwrap();
        let number = event.parameters.unwrap().metadata["number"];
        *queued.entry(number as u64).or_default() += 1;
    }
    queued
}

#[test]
fn what_was_recorded_is_queued_once_whenever_the_instance_is_killed() {
    let place = Place::new();
    let mut recorded = Vec::new();
    for round in 0..ROUNDS {
        let life = Duration::from_millis(fastrand::u64(50..400));
        let returned = one_life(&place, round, life);
        recorded.extend((round * THREADS..).zip(returned));
    }
    assert!(recorded.iter().any(|(_, count)| *count > 100), "killed before they did anything");

    let telemetry = place.start();
    telemetry.flush(PATIENCE).unwrap();
    assert_eq!(telemetry.status().unwrap().losses.total(), 0);
    let queued = queued(&place);
    for (thread, count) in recorded {
        for number in thread * SPAN..thread * SPAN + count {
            assert_eq!(queued.get(&number), Some(&1), "number {number} of {count}");
        }
    }
    assert!(queued.values().all(|times| *times == 1), "an event was queued twice");
}

#[test]
fn off_means_off_for_what_a_killed_instance_left() {
    let place = Place::new();
    let count: u64 = one_life(&place, 0, Duration::from_millis(700)).iter().sum();
    assert!(count > 0, "killed before it did anything");
    let telemetry = place.builder().mode(Mode::Off).start().unwrap();
    telemetry.flush(PATIENCE).unwrap();
    assert_eq!(place.stored().len(), 0);
    drop(telemetry);
    let telemetry = place.start();
    telemetry.flush(PATIENCE).unwrap();
    assert_eq!(place.stored().len(), 0, "it does not come back");
}
