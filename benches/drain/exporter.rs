//! A process that does nothing but export, so that its memory is that of an
//! exporter. The bench runs itself again for it.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::{Duration, Instant},
};

use telemetry_bench::machine::peak_memory;
use telemetry_sdk::{Telemetry, queue::QueueLimits};

use crate::{
    accepting,
    pipeline::gateway::{Running, Store, exporting},
};

/// The first argument of the process.
const ASKED: &str = "exporter";

/// What the process tells of itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Exported {
    /// Until `start` had returned.
    pub(crate) start_seconds: f64,
    /// Events a second, over TLS to a gateway that discards them.
    pub(crate) rate: f64,
    /// The most memory that it had resident, in MiB.
    pub(crate) peak: f64,
}

/// Exports so many events of the instance in this directory.
pub(crate) fn run(instance: &Path, gateway: &Path, events: usize) -> Exported {
    let gateway = Running::start(gateway, Store::Discarding);
    let output = Command::new(env::current_exe().unwrap())
        .arg(ASKED)
        .args([instance, &gateway.ca])
        .args([&gateway.address, &events.to_string()])
        .output()
        .unwrap();
    gateway.stop();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let figures: Vec<f64> = text.split_whitespace().map(|it| it.parse().unwrap()).collect();
    let [start_seconds, rate, peak] = figures[..] else { panic!("{text}") };
    Exported { start_seconds, rate, peak }
}

/// Whether this process is such a one.
pub(crate) fn is_asked_for() -> bool {
    env::args().nth(1).is_some_and(|argument| argument == ASKED)
}

/// What such a process does.
pub(crate) fn export() {
    let given: Vec<_> = env::args().skip(2).collect();
    let [instance, ca, address, events] = &given[..] else { panic!("not for people: {given:?}") };
    let events: u64 = events.parse().unwrap();
    let start = Instant::now();
    let telemetry = Telemetry::builder(accepting::all_linked())
        .data_dir(PathBuf::from(instance))
        .queue_limits(limits())
        .export(exporting(address, Some(Path::new(ca))))
        .start()
        .unwrap();
    let (started, start) = (start.elapsed(), Instant::now());
    let exported = || telemetry.status().unwrap().queue.exported.events;
    let before = exported();
    while exported() < before + events {
        thread::sleep(Duration::from_millis(2));
    }
    let rate = (exported() - before) as f64 / start.elapsed().as_secs_f64();
    println!("{} {rate} {}", started.as_secs_f64(), peak_memory());
    // What is left would be exported, too, if nobody ended it.
    std::process::exit(0);
}

/// More than the bench ever stores.
pub(crate) fn limits() -> QueueLimits {
    QueueLimits { max_rows: u64::MAX >> 1, max_bytes: u64::MAX >> 1, ..QueueLimits::default() }
}
