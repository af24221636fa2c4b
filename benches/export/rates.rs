//! How fast events leave: to a gateway that discards them, to one that stores
//! them durably, and by the floor. Events are recorded and stored first; timed
//! is from the queue to the last acknowledgement, settled.

use std::time::{Duration, Instant};

use telemetry_bench::{
    Findings, Series, Target,
    rounds::in_turn,
    stats::{median, ratio},
};
use telemetry_sdk::Telemetry;

use crate::{
    accepting, floor,
    pipeline::{
        arguments::Arguments,
        events::{self, Five, Numbered, for_each_width},
        gateway::{Running, Store},
        place,
    },
};

/// Longer than anything takes here.
const PATIENCE: Duration = Duration::from_secs(600);

/// Microseconds per event, round by round.
struct Sides {
    discarding: Vec<f64>,
    durable: Vec<f64>,
    floor: Vec<f64>,
}

pub(crate) fn by_events(arguments: &Arguments) -> Findings {
    let sizes: &[usize] = if arguments.quick { &[1_000] } else { &[1_000, 10_000, 100_000] };
    let found: Vec<_> =
        sizes.iter().map(|size| (*size, of::<Five>(*size, arguments.either(5, 1)))).collect();
    let targets = found.last().map_or(Vec::new(), |(_, sides)| targets(sides));
    Findings { axis: "events", logarithmic: true, targets, ..shown(&found) }
}

pub(crate) fn by_fields(arguments: &Arguments) -> Findings {
    let (rounds, count) = (arguments.either(3, 1), arguments.either(20_000, 500));
    let found = for_each_width!(of_width(rounds, count));
    Findings { axis: "fields", logarithmic: false, ..shown(&found) }
}

fn of_width<E: Numbered>(rounds: usize, count: usize) -> (usize, Sides) {
    (E::FIELDS, of::<E>(count, rounds))
}

fn shown(found: &[(usize, Sides)]) -> Findings {
    let series = |name: &str, of: fn(&Sides) -> &Vec<f64>| {
        Series::new(name, found.iter().map(|(at, sides)| (*at, of(sides).clone())).collect())
    };
    Findings {
        title: "Queue to gateway and back",
        unit: "µs per event",
        series: vec![
            series("bare tonic", |it| &it.floor),
            series("discarding sink", |it| &it.discarding),
            series("durable store", |it| &it.durable),
        ],
        ..Findings::default()
    }
}

fn targets(sides: &Sides) -> Vec<Target> {
    let rate = |times: &[f64]| 1e6 / median(times);
    let floor = rate(&sides.floor);
    let side = |name: &str, bound, times: &[f64]| {
        let (rate, slower) = (rate(times), ratio(times, &sides.floor));
        let name = format!("events/s to {name} (takes {slower:.2} of bare tonic)");
        Target::at_least(name, bound, rate).of(rate, floor)
    };
    vec![
        side("a discarding sink", 100_000.0, &sides.discarding),
        side("the durable store", 20_000.0, &sides.durable),
    ]
}

fn of<E: Numbered>(count: usize, rounds: usize) -> Sides {
    let per_event = |seconds: f64| seconds * 1e6 / count as f64;
    let results = in_turn(
        &mut [
            &mut || per_event(ours::<E>(count, Store::Discarding)),
            &mut || per_event(ours::<E>(count, Store::Durable)),
            &mut || per_event(floor::send(count, E::FIELDS)),
        ],
        rounds,
    );
    let [discarding, durable, floor] = results.try_into().expect("as many as there are sides");
    Sides { discarding, durable, floor }
}

/// Seconds for so many events.
fn ours<E: Numbered>(count: usize, store: Store) -> f64 {
    let directory = place::directory();
    let gateway = Running::start(directory.path(), store);
    let telemetry = Telemetry::builder(accepting::all_linked())
        .data_dir(directory.path().join("instance"))
        .export(gateway.exporting())
        .journal_capacity(events::capacity::<E>(count))
        .start()
        .unwrap();
    // The export at the start, of an empty queue, is over.
    telemetry.export_now(PATIENCE).unwrap();
    events::record::<E>(&telemetry, count);
    telemetry.flush(PATIENCE).unwrap();
    let start = Instant::now();
    telemetry.export_now(PATIENCE).unwrap();
    let took = start.elapsed().as_secs_f64();
    assert_eq!(telemetry.status().unwrap().queue.exported.events, count as u64);
    drop(telemetry);
    gateway.stop();
    took
}
