//! What the queue costs on top of SQLite: our insert against a bare rusqlite
//! insert of the same bytes, and the way of a batch through lease and settle.
//! Rounds of both sides take turns, and the medians are compared.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use telemetry_sdk::queue::{LeaseRequest, NewEvent, Outcome, Queue, QueueLimits};

#[path = "pipeline/bare.rs"]
mod bare;
#[allow(dead_code, reason = "the queue is filled by hand here")]
#[path = "pipeline/rows.rs"]
mod rows;

use bare::Bare;
use rows::Row;

/// As large as an event with five numbers on the wire.
const BYTES: usize = 200;
const PRODUCERS: usize = 64;

struct Plan {
    rounds: usize,
    /// Events in a commit, events in a round.
    sizes: [(usize, usize); 3],
    export: usize,
}

const FULL: Plan =
    Plan { rounds: 7, sizes: [(1, 400), (100, 20_000), (1000, 50_000)], export: 50_000 };
/// Under `cargo test`: only that it runs.
const QUICK: Plan = Plan { rounds: 1, sizes: [(1, 5), (100, 200), (1000, 1000)], export: 1000 };

struct Line {
    name: String,
    ours: f64,
    reference: f64,
}

fn main() {
    let plan = if std::env::args().any(|arg| arg == "--bench") { FULL } else { QUICK };
    let mut lines: Vec<_> =
        plan.sizes.iter().map(|(batch, total)| insert(&plan, *batch, *total)).collect();
    lines.push(producers(&plan));
    print_table(&lines);
    println!("lease + settle of 10,000 at once: {:.0} events/s", export(&plan));
    println!("{}", json(&lines));
}

/// Events a second, ours and bare, `batch` events to a commit.
fn insert(plan: &Plan, batch: usize, total: usize) -> Line {
    let name = format!("insert, {batch} to a commit");
    compare(plan, total, name, |path| ours(path, batch, total), |path| bare(path, batch, total))
}

/// Events a second of many producers with one event a call, against one
/// producer that knows how to make batches of as many.
fn producers(plan: &Plan) -> Line {
    let total = plan.sizes[1].1;
    let name = format!("{PRODUCERS} producers, 1 a call (bare: {PRODUCERS} to a commit)");
    compare(plan, total, name, |path| shared(path, total), |path| bare(path, PRODUCERS, total))
}

fn compare(
    plan: &Plan,
    total: usize,
    name: String,
    ours: impl Fn(&Path) -> Duration,
    reference: impl Fn(&Path) -> Duration,
) -> Line {
    let rounds = (0..plan.rounds).map(|_| (in_directory(&ours), in_directory(&reference)));
    let (ours, reference): (Vec<_>, Vec<_>) = rounds.unzip();
    let rate = |times| total as f64 / median(times).as_secs_f64();
    Line { name, ours: rate(ours), reference: rate(reference) }
}

/// On the disk that the build is on, not in a directory that may be memory.
fn in_directory<T>(run: impl Fn(&Path) -> T) -> T {
    let directory = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    run(&directory.path().join("queue.db"))
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn rows(total: usize) -> Vec<Row> {
    let row = |n: usize| Row {
        id: format!("018bcfe5-6800-7000-8000-{n:012x}"),
        recorded_at: 1_700_000_000_000_000 + n as i64,
        feature: "search".to_owned(),
        action: "shown".to_owned(),
        bytes: (0..BYTES).map(|i| (n * 31 + i) as u8).collect(),
    };
    (0..total).map(row).collect()
}

fn events(total: usize) -> Vec<NewEvent> {
    rows(total).iter().map(Row::to_event).collect()
}

fn ours(path: &Path, batch: usize, total: usize) -> Duration {
    let queue = Queue::open(path, QueueLimits::default()).unwrap();
    let batches: Vec<_> = events(total).chunks(batch).map(<[_]>::to_vec).collect();
    let start = Instant::now();
    for batch in batches {
        queue.insert(batch).unwrap();
    }
    start.elapsed()
}

fn shared(path: &Path, total: usize) -> Duration {
    let queue = Queue::open(path, QueueLimits::default()).unwrap();
    let shares: Vec<_> =
        events(total).chunks(total.div_ceil(PRODUCERS)).map(<[_]>::to_vec).collect();
    let start = Instant::now();
    thread::scope(|scope| {
        for share in shares {
            let queue = &queue;
            scope.spawn(move || {
                for event in share {
                    queue.insert(vec![event]).unwrap();
                }
            });
        }
    });
    start.elapsed()
}

fn bare(path: &Path, batch: usize, total: usize) -> Duration {
    let mut bare = Bare::create(path);
    let rows = rows(total);
    let start = Instant::now();
    bare.insert(&rows, batch);
    start.elapsed()
}

/// Events a second through lease and settle.
fn export(plan: &Plan) -> f64 {
    let times = (0..plan.rounds).map(|_| in_directory(|path| drain(path, plan.export)));
    plan.export as f64 / median(times.collect()).as_secs_f64()
}

fn drain(path: &Path, total: usize) -> Duration {
    let queue = Queue::open(path, QueueLimits::default()).unwrap();
    queue.insert(events(total)).unwrap();
    let start = Instant::now();
    loop {
        let lease = queue.lease(LeaseRequest::default()).unwrap();
        if lease.events.is_empty() {
            return start.elapsed();
        }
        let exported = lease.events.iter().map(|e| (e.id().to_owned(), Outcome::Exported));
        queue.settle(lease.id, exported.collect()).unwrap();
    }
}

fn print_table(lines: &[Line]) {
    println!("{:<52} {:>12} {:>12} {:>7}", "events/s, median", "queue", "bare", "ratio");
    for Line { name, ours, reference } in lines {
        println!("{name:<52} {ours:>12.0} {reference:>12.0} {:>7.2}", reference / ours);
    }
}

fn json(lines: &[Line]) -> serde_json::Value {
    let line = |Line { name, ours, reference }: &Line| {
        serde_json::json!({ "name": name, "events_per_second": ours.round(),
            "bare_events_per_second": reference.round(), "time_ratio": reference / ours })
    };
    serde_json::json!({ "bench": "queue", "lines": lines.iter().map(line).collect::<Vec<_>>() })
}
