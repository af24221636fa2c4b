//! Recorded means stored: after a flush, a shutdown, a drop; and what is not
//! kept is counted.

use std::time::Duration;

use prost::Message as _;
use prost_types::{Struct, value::Kind};
use telemetry_core::Recorder;
use telemetry_sdk::{
    Telemetry,
    proto::telemetrygateway::v1::Event,
    queue::{EventState, QueueLimits, WithheldReason},
};

use crate::{
    events::{Asked, Searched, searched},
    place::{PATIENCE, Place, limits},
};

fn record(telemetry: &Telemetry, numbers: std::ops::Range<u64>) {
    let recorder: Recorder<Searched> = telemetry.recorder();
    numbers.for_each(|number| recorder.record(searched(number)));
}

fn numbers(place: &Place) -> Vec<u64> {
    let number = |bytes: bytes::Bytes| {
        let event = Event::decode(bytes).unwrap();
        event.parameters.unwrap().metadata["number"] as u64
    };
    place.stored().into_iter().map(|event| number(event.exportable)).collect()
}

#[test]
fn what_is_recorded_is_stored_by_a_flush_a_shutdown_and_a_drop() {
    let place = Place::new();
    let telemetry = place.start();
    record(&telemetry, 0..10);
    telemetry.flush(PATIENCE).unwrap();
    assert_eq!(numbers(&place), Vec::from_iter(0..10));
    record(&telemetry, 10..20);
    telemetry.shutdown(PATIENCE).unwrap();
    assert_eq!(numbers(&place), Vec::from_iter(0..20));

    // The next start goes on where this one ended.
    let telemetry = place.start();
    record(&telemetry, 20..30);
    drop(telemetry);
    assert_eq!(numbers(&place), Vec::from_iter(0..30));
    let status = place.start().status().unwrap();
    assert_eq!(status.recorded, 0);
    assert_eq!(status.queue.withheld.events, 30, "without an address everything stays");
}

#[test]
fn the_two_parts_of_an_event_are_stored_apart() {
    let place = Place::new();
    let telemetry = place.start();
    let query = Some("what the user typed".to_owned());
    telemetry.recorder().record(Searched { number: 7, query });
    telemetry.shutdown(PATIENCE).unwrap();
    let events = place.stored();
    let [event] = &events[..] else { panic!("{} events", events.len()) };
    assert_eq!(event.state, EventState::Withheld(WithheldReason::Local));
    let exportable = Event::decode(event.exportable.clone()).unwrap();
    assert_eq!((exportable.id.as_str(), exportable.feature.as_str()), (&*event.id, "search"));
    let parameters = exportable.parameters.unwrap();
    assert_eq!(parameters.metadata, [("number".to_owned(), 7.0)].into());
    assert_eq!(parameters.private_metadata, None);
    let local = Struct::decode(event.local.clone().unwrap()).unwrap();
    let expected = Kind::StringValue("what the user typed".into());
    assert_eq!(local.fields["query"].kind, Some(expected));
    assert!(!event.exportable.windows(4).any(|window| window == b"user"));
}

#[test]
fn what_comes_after_the_end_is_counted_and_hurts_nobody() {
    let place = Place::new();
    let telemetry = place.start();
    let recorder = telemetry.recorder::<Asked>();
    telemetry.shutdown(PATIENCE).unwrap();
    recorder.record(Asked { number: 1 });
    assert!(place.stored().is_empty());
}

#[test]
fn a_full_journal_drops_the_newest_and_counts_them() {
    let place = Place::new();
    let telemetry = place.builder().journal_capacity(64).start().unwrap();
    record(&telemetry, 0..200_000);
    telemetry.flush(PATIENCE).unwrap();
    let status = telemetry.status().unwrap();
    assert!(status.losses.journal_full > 0, "the journal was never full");
    assert_eq!(status.recorded + status.losses.total(), 200_000);
    assert_eq!(status.queue.withheld.events, status.recorded);
    // In their order, the first for certain.
    let numbers = numbers(&place);
    assert_eq!(numbers[..8], Vec::from_iter(0..8));
    assert!(numbers.is_sorted());
}

#[test]
fn many_threads_lose_nothing() {
    let place = Place::new();
    let telemetry = place.start();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let telemetry = &telemetry;
            scope.spawn(move || record(telemetry, thread * 5_000..(thread + 1) * 5_000));
        }
        telemetry.flush(PATIENCE).unwrap();
    });
    telemetry.shutdown(PATIENCE).unwrap();
    let mut numbers = numbers(&place);
    numbers.sort_unstable();
    assert_eq!(numbers, Vec::from_iter(0..20_000));
}

#[test]
fn a_queue_that_somebody_holds_is_waited_for() {
    let place = Place::new();
    let telemetry = place.start();
    let block = rusqlite::Connection::open(place.file("queue.db")).unwrap();
    // As a backup program might.
    block.execute_batch("BEGIN IMMEDIATE").unwrap();
    record(&telemetry, 0..5);
    assert_eq!(telemetry.flush(Duration::from_millis(300)).unwrap_err().remaining, 5);
    // Whoever asks meanwhile gets an answer.
    assert_eq!(telemetry.status().unwrap().queue.withheld.events, 0);
    block.execute_batch("ROLLBACK").unwrap();
    telemetry.flush(PATIENCE).unwrap();
    assert_eq!(numbers(&place), Vec::from_iter(0..5));
}

#[test]
fn a_full_disk_is_a_problem_that_is_told_and_costs_nothing_that_was_stored() {
    let place = Place::new();
    let limits = QueueLimits { max_file_bytes: Some(256 * 1024), ballast_bytes: 0, ..limits() };
    let telemetry = place.builder().queue_limits(limits).start().unwrap();
    let mut stored = 0;
    while telemetry.flush(Duration::from_millis(500)).is_ok() {
        stored = telemetry.status().unwrap().recorded;
        record(&telemetry, stored..stored + 200);
        assert!(stored < 100_000, "never full");
    }
    let problem = telemetry.status().unwrap().problem.unwrap();
    assert!(problem.contains("free space") && problem.contains("queue.db"), "{problem}");
    let error = telemetry.shutdown(Duration::from_millis(100)).unwrap_err().to_string();
    assert!(error.contains("200 recorded events") && error.contains("free space"), "{error}");
    assert_eq!(numbers(&place), Vec::from_iter(0..stored));
}

#[test]
fn exported_events_past_their_retention_go_at_the_next_start() {
    let place = Place::new();
    drop(place.start());
    let queue = telemetry_sdk::queue::Queue::open(place.file("queue.db"), Default::default());
    let queue = queue.unwrap();
    let event = telemetry_sdk::queue::NewEvent::new("id", 1, "search", "done", vec![1]);
    queue.insert(vec![event]).unwrap();
    let lease = queue.lease(Default::default()).unwrap();
    let outcome = telemetry_sdk::queue::Outcome::Exported;
    queue.settle(lease.id, vec![("id".into(), outcome)]).unwrap();
    drop(queue);

    // Too short a life for the interval, which is half an hour.
    let telemetry = place.builder().retention(Duration::ZERO).start().unwrap();
    telemetry.recorder().record(searched(1));
    telemetry.shutdown(PATIENCE).unwrap();
    assert_eq!(numbers(&place), [1]);
}
