//! How long a backlog of a million events takes to leave to a gateway that
//! stores durably, while new ones keep coming. Beside it the floor with as many
//! events, and none coming.

use std::{
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use telemetry_bench::{Findings, Target};
use telemetry_sdk::{
    Telemetry,
    queue::{Queue, QueueLimits},
};

use crate::{
    accepting, floor,
    pipeline::{
        arguments::Arguments,
        events::{Five, Numbered},
        gateway::{Running, Store},
        place,
        rows::{self, Row},
    },
};

/// How many new events come in each of these, which makes 5,000 a second.
const NEW: (usize, Duration) = (50, Duration::from_millis(10));
const PATIENCE: Duration = Duration::from_secs(600);

pub(crate) fn compare(arguments: &Arguments) -> Findings {
    let count = arguments.rows.unwrap_or(arguments.either(1_000_000, 5_000));
    let directory = place::directory();
    let gateway = Running::start(directory.path(), Store::Durable);
    let instance = directory.path().join("instance");
    fill(&instance, &gateway, count);
    let (seconds, new) = leave(&instance, &gateway, count);
    gateway.stop();
    let floor = floor::send(count, Five::FIELDS);
    let name = format!("s for {count} events and {new} new ones (bare tonic: none new)");
    let bound = 60.0 * count as f64 / 1e6;
    let target = Target::at_most(name, bound.max(1.0), seconds).of(seconds, floor);
    Findings { targets: vec![target], ..Findings::default() }
}

fn builder(instance: &Path, gateway: &Running) -> telemetry_sdk::TelemetryBuilder {
    let mut config = gateway.exporting();
    config.interval = Duration::from_secs(1);
    Telemetry::builder(accepting::all_linked()).data_dir(instance).export(config)
}

/// Queues so many events, copies of one that was recorded.
fn fill(instance: &Path, gateway: &Running, count: usize) {
    let model = model(instance, gateway);
    let queue = Queue::open(place::queue(instance), QueueLimits::default()).unwrap();
    for from in (0..count).step_by(10_000) {
        let copies = model.many(model.recorded_at + 1 + from as i64, 10_000.min(count - from));
        queue.insert(copies.iter().map(Row::to_event).collect()).unwrap();
    }
}

/// An event as the instance stores it; it has left by then.
fn model(instance: &Path, gateway: &Running) -> Row {
    let telemetry = builder(instance, gateway).start().unwrap();
    telemetry.recorder::<Five>().record(Five::numbered(1));
    telemetry.export_now(PATIENCE).unwrap();
    drop(telemetry);
    rows::read(&place::queue(instance)).remove(0)
}

/// Until as many have left as waited; the seconds, and how many new ones left
/// or waited beside them.
fn leave(instance: &Path, gateway: &Running, count: usize) -> (f64, u64) {
    let start = Instant::now();
    let telemetry = builder(instance, gateway).start().unwrap();
    let done = AtomicBool::new(false);
    let seconds = thread::scope(|scope| {
        scope.spawn(|| record(&telemetry, &done));
        let exported = || telemetry.status().unwrap().queue.exported.events;
        // The oldest leave first; the model left before them.
        while exported() < count as u64 + 1 {
            thread::sleep(Duration::from_millis(20));
        }
        done.store(true, Ordering::Relaxed);
        start.elapsed().as_secs_f64()
    });
    telemetry.flush(PATIENCE).unwrap();
    let queue = telemetry.status().unwrap().queue;
    let stored = queue.exported.events + queue.queued.events + queue.leased.events;
    (seconds, stored - count as u64 - 1)
}

/// Records as long as it is not told that it is done.
fn record(telemetry: &Telemetry, done: &AtomicBool) {
    let recorder = telemetry.recorder::<Five>();
    while !done.load(Ordering::Relaxed) {
        (0..NEW.0).for_each(|n| recorder.record(Five::numbered(n)));
        thread::sleep(NEW.1);
    }
}
