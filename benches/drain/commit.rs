//! From recorded events in the journal to committed rows in the queue: expand,
//! policy, insert, commit. Beside it the queue alone with the same rows, and a
//! bare table with the same bytes.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use telemetry_bench::{
    Findings, Series, Target,
    rounds::in_turn,
    stats::{median, ratio},
};
use telemetry_sdk::{
    Telemetry,
    queue::{Queue, QueueLimits},
};

use crate::{
    accepting,
    pipeline::{
        arguments::Arguments,
        bare::Bare,
        events::{self, Five, Numbered, for_each_width},
        gateway::exporting,
        place,
        rows::{self, Row},
    },
};

/// As many as the drain takes at once.
pub(crate) const BATCH: usize = 10_000;
/// Longer than any flush takes here.
pub(crate) const PATIENCE: Duration = Duration::from_secs(600);

/// What each side took for an event, in microseconds, round by round.
struct Sides {
    drain: Vec<f64>,
    queue: Vec<f64>,
    bare: Vec<f64>,
}

pub(crate) fn compare(arguments: &Arguments) -> Findings {
    let sides = of::<Five>(arguments.either(9, 1), arguments.either(100_000, 2_000));
    let (rounds, count) = (arguments.either(3, 1), arguments.either(30_000, 1_000));
    let by_fields = for_each_width!(by_width(rounds, count));
    let series = |name: &str, of: fn(&Sides) -> &Vec<f64>| {
        let points = by_fields.iter().map(|(fields, sides)| (*fields, of(sides).clone()));
        Series::new(name, points.collect())
    };
    Findings {
        title: "Recorded to committed",
        unit: "µs per event",
        axis: "fields",
        logarithmic: false,
        series: vec![
            series("bare table", |it| &it.bare),
            series("drain", |it| &it.drain),
            series("queue alone", |it| &it.queue),
        ],
        targets: targets(&sides),
    }
}

fn targets(sides: &Sides) -> Vec<Target> {
    let [drain, queue, bare] = [&sides.drain, &sides.queue, &sides.bare].map(|it| median(it));
    vec![
        Target::at_most(
            "µs per event, drain of a bare insert",
            1.3,
            ratio(&sides.drain, &sides.bare),
        )
        .of(drain, bare),
        Target::at_most(
            "µs per event, queue alone of a bare insert",
            1.3,
            ratio(&sides.queue, &sides.bare),
        )
        .of(queue, bare),
    ]
}

fn by_width<E: Numbered>(rounds: usize, count: usize) -> (usize, Sides) {
    (E::FIELDS, of::<E>(rounds, count))
}

fn of<E: Numbered>(rounds: usize, count: usize) -> Sides {
    let rows = some_rows::<E>(count);
    let per_event = |took: Duration| took.as_secs_f64() * 1e6 / count as f64;
    let results = in_turn(
        &mut [
            &mut || per_event(drain::<E>(count)),
            &mut || per_event(queue_alone(&rows)),
            &mut || per_event(bare(&rows)),
        ],
        rounds,
    );
    let [drain, queue, bare] = results.try_into().expect("as many as there are sides");
    Sides { drain, queue, bare }
}

/// An instance in this directory, whose events are queued and go nowhere.
pub(crate) fn instance(directory: &Path, capacity: usize, limits: QueueLimits) -> Telemetry {
    Telemetry::builder(accepting::all_linked())
        .data_dir(directory)
        // Nothing listens there.
        .export(exporting("https://localhost:1", None))
        .queue_limits(limits)
        .journal_capacity(capacity)
        .start()
        .unwrap()
}

/// So many events as the drain stores them.
pub(crate) fn some_rows<E: Numbered>(count: usize) -> Vec<Row> {
    let directory = place::directory();
    let capacity = events::capacity::<E>(count);
    let telemetry = instance(directory.path(), capacity, QueueLimits::default());
    events::record::<E>(&telemetry, count);
    telemetry.flush(PATIENCE).unwrap();
    let rows = rows::read(&place::queue(directory.path()));
    assert_eq!(rows.len(), count, "events were lost");
    rows
}

/// From the first event to the commit of the last. Recording is a part of it,
/// and so small a one that it is not taken off.
fn drain<E: Numbered>(count: usize) -> Duration {
    let directory = place::directory();
    let capacity = events::capacity::<E>(count);
    let telemetry = instance(directory.path(), capacity, QueueLimits::default());
    let took = record_and_flush::<E>(&telemetry, count);
    assert_eq!(telemetry.status().unwrap().queue.queued.events, count as u64, "events were lost");
    took
}

pub(crate) fn record_and_flush<E: Numbered>(telemetry: &Telemetry, count: usize) -> Duration {
    let start = Instant::now();
    events::record::<E>(telemetry, count);
    telemetry.flush(PATIENCE).unwrap();
    start.elapsed()
}

fn queue_alone(rows: &[Row]) -> Duration {
    let directory = place::directory();
    let queue = Queue::open(place::queue(directory.path()), QueueLimits::default()).unwrap();
    let batches: Vec<Vec<_>> =
        rows.chunks(BATCH).map(|batch| batch.iter().map(Row::to_event).collect()).collect();
    let start = Instant::now();
    for batch in batches {
        queue.insert(batch).unwrap();
    }
    start.elapsed()
}

fn bare(rows: &[Row]) -> Duration {
    let directory = place::directory();
    let mut bare = Bare::create(&place::queue(directory.path()));
    let start = Instant::now();
    bare.insert(rows, BATCH);
    start.elapsed()
}
