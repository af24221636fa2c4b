//! Recording one event and waiting until it is on the disk, with 64 threads at
//! once. Beside it a bare table that one thread fills, with 64 events to a
//! commit, which is the best that grouping could reach.

use std::{
    sync::Barrier,
    thread,
    time::{Duration, Instant},
};

use telemetry_bench::{
    Findings, Target,
    stats::{median, percentile, ratio},
};
use telemetry_sdk::{Telemetry, queue::QueueLimits};

use crate::{
    commit::{PATIENCE, instance, some_rows},
    pipeline::{
        arguments::Arguments,
        bare::Bare,
        events::{self, Five, Numbered as _},
        place,
        rows::Row,
    },
};

const PRODUCERS: usize = 64;

pub(crate) fn compare(arguments: &Arguments) -> Findings {
    let each = arguments.either(400, 10);
    let rows = some_rows::<Five>(PRODUCERS * each);
    let (mut ours, mut bare, mut waits) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..arguments.either(5, 1) {
        let (rate, mut milliseconds) = producers(each);
        ours.push(rate);
        waits.append(&mut milliseconds);
        bare.push(grouped(&rows));
    }
    Findings { targets: targets(&ours, &bare, &waits), ..Findings::default() }
}

fn targets(ours: &[f64], bare: &[f64], waits: &[f64]) -> Vec<Target> {
    let [rate, reference] = [ours, bare].map(median);
    vec![
        Target::at_least("events/s, durable, 64 producers", 50_000.0, rate).of(rate, reference),
        Target::at_most("ms until one is durable, p99", 20.0, percentile(waits, 0.99)),
        Target::at_most("ms until one is durable, p50", 20.0, percentile(waits, 0.5)),
        Target::at_most("times as long as a bare table, 64 to a commit", 3.0, ratio(bare, ours))
            .of(1e6 / rate, 1e6 / reference),
    ]
}

/// Events a second, and the milliseconds of each.
fn producers(each: usize) -> (f64, Vec<f64>) {
    let directory = place::directory();
    let capacity = events::capacity::<Five>(PRODUCERS * each);
    let telemetry = instance(directory.path(), capacity, QueueLimits::default());
    let ready = Barrier::new(PRODUCERS + 1);
    let (took, waits) = thread::scope(|scope| {
        let producers: Vec<_> =
            (0..PRODUCERS).map(|_| scope.spawn(|| one_by_one(&telemetry, each, &ready))).collect();
        ready.wait();
        let start = Instant::now();
        let waits: Vec<_> = producers.into_iter().flat_map(|it| it.join().unwrap()).collect();
        (start.elapsed(), waits)
    });
    ((PRODUCERS * each) as f64 / took.as_secs_f64(), waits)
}

fn one_by_one(telemetry: &Telemetry, count: usize, ready: &Barrier) -> Vec<f64> {
    let recorder = telemetry.recorder::<Five>();
    // A thread's first event waits for a file.
    recorder.record(Five::numbered(0));
    telemetry.flush(PATIENCE).unwrap();
    ready.wait();
    let record = |n| {
        let start = Instant::now();
        recorder.record(Five::numbered(n));
        telemetry.flush(PATIENCE).unwrap();
        start.elapsed().as_secs_f64() * 1e3
    };
    (0..count).map(record).collect()
}

fn grouped(rows: &[Row]) -> f64 {
    let directory = place::directory();
    let mut bare = Bare::create(&place::queue(directory.path()));
    let start = Instant::now();
    bare.insert(rows, PRODUCERS);
    rows.len() as f64 / start.elapsed().max(Duration::from_nanos(1)).as_secs_f64()
}
