//! What does not fit: history goes first, then the newest, and all of it is
//! counted by reason.

use telemetry_sdk::queue::{
    Inserted, LossReason, NewEvent, Outcome, Queue, QueueLimits, RefusedReason,
};

use crate::support::{Place, all, event, events, export, id, lease, limits, stored};

fn lost(queue: &Queue, reason: LossReason) -> u64 {
    let losses = queue.stats().unwrap().losses;
    losses.iter().find(|loss| loss.reason == reason).map_or(0, |loss| loss.lost.events)
}

#[test]
fn the_newest_are_dropped_when_the_rows_are_full() {
    let place = Place::new();
    let queue = place.open_with(QueueLimits { max_rows: 10, ..limits() });
    queue.insert(events(0..8)).unwrap();
    let inserted = queue.insert(events(7..14)).unwrap();

    assert_eq!(inserted, Inserted { stored: 2, duplicates: 1, dropped: 4 });
    assert_eq!(lost(&queue, LossReason::MaxRows), 4);
    assert!(stored(&queue, &id(9)).is_some() && stored(&queue, &id(10)).is_none());
}

#[test]
fn both_parts_count_towards_the_bytes() {
    let place = Place::new();
    let queue = place.open_with(QueueLimits { max_bytes: 250, ..limits() });
    let sized = |n: usize| {
        NewEvent::new(id(n), n as i64, "search", "shown", vec![0; 60]).with_local(vec![0; 40])
    };
    let inserted = queue.insert((0..4).map(sized).collect()).unwrap();
    assert_eq!((inserted.stored, inserted.dropped), (2, 2));
    assert_eq!(queue.stats().unwrap().queued.bytes, 200);
    assert_eq!(lost(&queue, LossReason::MaxBytes), 2);
}

#[test]
fn a_duplicate_is_a_duplicate_also_when_full() {
    let place = Place::new();
    let queue = place.open_with(QueueLimits { max_rows: 2, ..limits() });
    queue.insert(events(0..2)).unwrap();
    assert_eq!(queue.insert(events(0..2)).unwrap().duplicates, 2);
    assert!(queue.stats().unwrap().losses.is_empty());
}

#[test]
fn settled_events_make_room_exported_ones_first() {
    let place = Place::new();
    let queue = place.open_with(QueueLimits { max_rows: 4, ..limits() });
    queue.insert(events(0..4)).unwrap();
    let refused = lease(&queue, 1);
    let outcome = Outcome::Refused(RefusedReason::Undecodable);
    queue.settle(refused.id, vec![(id(0), outcome)]).unwrap();
    assert_eq!(export(&queue, 1), 1);

    assert_eq!(queue.insert(vec![event(10)]).unwrap().stored, 1);
    assert_eq!(lost(&queue, LossReason::ExportedEvicted), 1);
    assert!(stored(&queue, &id(1)).is_none() && stored(&queue, &id(0)).is_some());

    assert_eq!(queue.insert(events(11..13)).unwrap().dropped, 1);
    assert_eq!(lost(&queue, LossReason::RefusedEvicted), 1);
    assert_eq!(lost(&queue, LossReason::MaxRows), 1);
    assert_eq!(all(&queue).len(), 4);
}

#[test]
fn history_is_not_given_up_in_vain() {
    let place = Place::new();
    let queue = place.open_with(QueueLimits { max_bytes: 100, ..limits() });
    queue.insert(events(0..2)).unwrap();
    export(&queue, 2);
    let huge = NewEvent::new("huge", 1, "search", "shown", vec![0; 101]);
    assert_eq!(queue.insert(vec![huge]).unwrap().dropped, 1);
    assert_eq!(queue.stats().unwrap().exported.events, 2);
}

#[test]
fn what_waits_is_purged_and_counted() {
    let place = Place::new();
    let queue = place.open();
    queue.insert(events(0..25_000)).unwrap();
    export(&queue, 10);
    lease(&queue, 10);
    assert_eq!(queue.purge_waiting().unwrap(), 24_990);
    let stats = queue.stats().unwrap();
    assert_eq!((stats.queued.events, stats.leased.events, stats.exported.events), (0, 0, 10));
    assert_eq!(lost(&queue, LossReason::Purged), 24_990);
    assert_eq!(all(&queue).len(), 10);
}
