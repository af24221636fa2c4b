//! From a recorded event to its wire form, in memory. Beside it prost: the same
//! event built from the same id, time and numbers, and encoded. Both write into
//! a buffer that is used again.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use prost::Message as _;
use telemetry_bench::{
    Findings, Series, Target,
    rounds::in_turn,
    stats::{median, ratio},
};
use telemetry_core::wire::{self, Source};
use telemetry_sdk::{
    Recorder,
    id::EventId,
    journal::{Batch, Journal},
};

use crate::pipeline::{
    arguments::Arguments,
    events::{self, Five, Numbered, for_each_width, value},
    place, prost_event,
};

const VERSION: &str = "1.0.0";
/// Events in a round: so few that most rounds end before others get the processor.
const EVENTS: usize = 500;

/// What each side took for an event, in nanoseconds, round by round.
struct Sides {
    ours: Vec<f64>,
    prost: Vec<f64>,
}

pub(crate) fn compare(arguments: &Arguments) -> Findings {
    let rounds = arguments.either(301, 3);
    let by_fields = for_each_width!(of(rounds));
    let series = |name: &str, of: fn(&Sides) -> &Vec<f64>| {
        let points = by_fields.iter().map(|(fields, sides)| (*fields, of(sides).clone()));
        Series::new(name, points.collect())
    };
    Findings {
        title: "To the wire form",
        unit: "ns per event",
        axis: "fields",
        logarithmic: false,
        series: vec![series("ours", |it| &it.ours), series("prost", |it| &it.prost)],
        targets: by_fields
            .iter()
            .find(|(fields, _)| *fields == Five::FIELDS)
            .map_or(Vec::new(), |(_, sides)| targets(sides)),
    }
}

fn targets(sides: &Sides) -> Vec<Target> {
    let (ours, prost) = (median(&sides.ours), median(&sides.prost));
    vec![
        Target::at_most("ns to expand an event", 50.0, ours),
        Target::at_least("ns: times faster than prost", 15.0, ratio(&sides.prost, &sides.ours))
            .of(ours, prost),
    ]
}

fn of<E: Numbered>(rounds: usize) -> (usize, Sides) {
    let directory = place::directory();
    let capacity = events::capacity::<E>(EVENTS);
    let journal = Journal::open(directory.path(), capacity, VERSION).unwrap();
    let recorder = Recorder::<E>::new(&journal);
    (0..EVENTS).for_each(|n| recorder.record(E::numbered(n)));
    let mut batch = Batch::default();
    journal.take(&mut batch, Duration::ZERO);
    assert_eq!(batch.entries().len(), EVENTS, "events were lost");
    let results = in_turn(&mut [&mut || ours(&batch), &mut || built(&batch)], rounds);
    let [ours, prost] = results.try_into().expect("as many as there are sides");
    (E::FIELDS, Sides { ours, prost })
}

fn per_event(start: Instant) -> f64 {
    start.elapsed().as_nanos() as f64 / EVENTS as f64
}

fn ours(batch: &Batch) -> f64 {
    let source = Source::new(VERSION).unwrap();
    let mut event = Vec::new();
    let start = Instant::now();
    for entry in batch.entries() {
        event.clear();
        wire::put_event(&mut event, batch, entry, &source);
        black_box(&event);
    }
    per_event(start)
}

/// What is known of a recorded event when prost begins.
struct Given {
    id: EventId,
    at: Duration,
    numbers: Vec<f64>,
}

fn built(batch: &Batch) -> f64 {
    let schema = batch.entries()[0].declaration().schema();
    let keys: Vec<_> = schema.fields.iter().map(|field| field.key.as_str()).collect();
    let numbers = |n| (0..keys.len()).map(|field| value(n, field)).collect();
    let given = batch.entries().iter().enumerate();
    let given: Vec<_> = given
        .map(|(n, it)| Given { id: it.id(), at: it.recorded_at(), numbers: numbers(n) })
        .collect();
    check(batch, &build(&given[7], &keys, &schema.feature, &schema.action));
    let mut bytes = Vec::new();
    let start = Instant::now();
    for given in &given {
        bytes.clear();
        build(given, &keys, &schema.feature, &schema.action).encode(&mut bytes).unwrap();
        black_box(&bytes);
    }
    per_event(start)
}

fn build(given: &Given, keys: &[&str], feature: &str, action: &str) -> prost_event::Event {
    let id = String::from_utf8(given.id.to_text().to_vec());
    let metadata = keys.iter().map(|key| (*key).to_owned()).zip(given.numbers.iter().copied());
    let server = prost_event::Server { version: VERSION.to_owned() };
    prost_event::Event {
        id: id.unwrap(),
        timestamp: Some(prost_types::Timestamp {
            seconds: given.at.as_secs() as i64,
            nanos: given.at.subsec_nanos() as i32,
        }),
        feature: feature.to_owned(),
        action: action.to_owned(),
        source: Some(prost_event::Source { server: Some(server) }),
        // The version is 0 where none is declared.
        parameters: Some(prost_event::Parameters { version: 0, metadata: metadata.collect() }),
    }
}

/// Both sides make the same event.
fn check(batch: &Batch, built: &prost_event::Event) {
    let mut bytes = Vec::new();
    wire::put_event(&mut bytes, batch, &batch.entries()[7], &Source::new(VERSION).unwrap());
    let decoded = prost_event::Event::decode(&bytes[..]).unwrap();
    assert_eq!(&decoded, built);
}
