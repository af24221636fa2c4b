//! The instance is killed: what a flush said is stored is exported after the
//! next start, each event once.

use std::{
    collections::BTreeMap,
    io::{BufRead as _, BufReader, Write as _},
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use crate::{
    events::searched,
    place::{PATIENCE, Place, builder, export, export_when_asked},
    support::process::GatewayProcess,
};

const ROUNDS: u64 = 10;
const DIRECTORY: &str = "TELEMETRY_TEST_CHILD_DIRECTORY";
const FIRST: &str = "TELEMETRY_TEST_CHILD_FIRST";
const PORT: &str = "TELEMETRY_TEST_CHILD_PORT";
const CA: &str = "TELEMETRY_TEST_CHILD_CA";

/// The numbers of one round are its own.
const SPAN: u64 = 1_000_000;

/// Records, flushes and says so, for ever. Does nothing unless it is started
/// by the test below.
#[test]
fn child() {
    let Ok(directory) = std::env::var(DIRECTORY) else { return };
    let read = |name| std::env::var(name).unwrap().parse::<u64>().unwrap();
    let address = ([127, 0, 0, 1], read(PORT) as u16).into();
    let config = export(address, std::env::var(CA).unwrap().into());
    let telemetry = builder(directory.as_ref()).export(config).start().unwrap();
    let recorder = telemetry.recorder();
    let mut out = std::io::stdout();
    for number in read(FIRST).. {
        recorder.record(searched(number));
        if number % 7 == 0 {
            telemetry.flush(PATIENCE).unwrap();
            writeln!(out, "\nflushed {number}").unwrap();
        }
    }
}

/// Lets a child work for a while and kills it; the last number that it said
/// was flushed.
fn one_life(place: &Place, gateway: &GatewayProcess, first: u64, life: Duration) -> Option<u64> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["killed::child", "--exact", "--nocapture"])
        .env(DIRECTORY, place.path())
        .env(FIRST, first.to_string())
        .env(PORT, gateway.address.port().to_string())
        .env(CA, gateway.ca())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let reading = thread::spawn(move || {
        let number = |line: String| line.strip_prefix("flushed ")?.parse().ok();
        lines.map_while(Result::ok).filter_map(number).last()
    });
    thread::sleep(life);
    child.kill().unwrap();
    child.wait().unwrap();
    reading.join().unwrap()
}

#[test]
fn what_was_flushed_survives_a_kill_and_is_exported_once() {
    let (place, gateway) = (Place::new(), GatewayProcess::start());
    let mut flushed = BTreeMap::new();
    for round in 0..ROUNDS {
        let life = Duration::from_millis(fastrand::u64(100..400));
        let first = round * SPAN;
        if let Some(last) = one_life(&place, &gateway, first, life) {
            flushed.insert(first, last);
        }
    }
    assert!(flushed.len() > 3, "the children were killed before they did anything");

    let config = export_when_asked(gateway.address, gateway.ca());
    let telemetry = place.builder().export(config).start().unwrap();
    telemetry.export_now(PATIENCE).unwrap();
    assert_eq!(telemetry.status().unwrap().queue.queued.events, 0);

    let mut stored: BTreeMap<u64, usize> = BTreeMap::new();
    for event in gateway.stored() {
        let number = event["parameters"]["metadata"]["number"].as_f64().unwrap_or(0.0);
        *stored.entry(number as u64).or_default() += 1;
    }
    for (first, last) in flushed {
        for number in first..=last {
            assert_eq!(stored.get(&number), Some(&1), "event {number}");
        }
    }
    assert!(stored.values().all(|times| *times == 1), "an event was stored twice");
}
