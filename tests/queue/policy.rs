//! Policy at send time, and what another process is told.

use std::time::Duration;

use telemetry_sdk::queue::{
    Disposition, EventState, JournalRead, LossReason, NewEvent, Outcome, PolicyApplied, Queue,
    WithheldReason,
};

use crate::support::{Place, event, events, id, lease, stored};

const LOCAL: Disposition = Disposition::Withhold(WithheldReason::Local);
const SCOPE: Disposition = Disposition::Withhold(WithheldReason::Scope);

#[test]
fn applies_to_what_is_queued_and_withheld_already() {
    let place = Place::new();
    let queue = place.open();
    let cody = NewEvent::new("cody", 1, "cody", "asked", vec![1]);
    queue.insert(vec![event(1), event(2).withheld(WithheldReason::Local), cody]).unwrap();

    let scope = |feature: &str, _: &str| if feature == "cody" { Disposition::Queue } else { SCOPE };
    place.hands.pass(Duration::from_secs(9));
    let applied = queue.apply_policy(&scope).unwrap();
    assert_eq!(applied, PolicyApplied { withheld: 2, requeued: 0 });
    for n in [1, 2] {
        let event = stored(&queue, &id(n)).unwrap();
        assert_eq!(event.state, EventState::Withheld(WithheldReason::Scope));
        assert_eq!(event.state_at, place.hands.now());
    }
    assert_eq!(queue.apply_policy(&scope).unwrap(), PolicyApplied::default());

    let applied = queue.apply_policy(&|_, _| Disposition::Queue).unwrap();
    assert_eq!(applied, PolicyApplied { withheld: 0, requeued: 2 });
    assert_eq!(lease(&queue, 10).events.len(), 3);
}

#[test]
fn withheld_events_are_never_leased() {
    let place = Place::new();
    let queue = place.open();
    queue.insert(events(0..100)).unwrap();
    queue.apply_policy(&|_, _| LOCAL).unwrap();
    queue.insert(vec![event(200).withheld(WithheldReason::Local)]).unwrap();
    assert!(lease(&queue, 1000).events.is_empty());
    assert_eq!(queue.stats().unwrap().withheld.events, 101);
}

#[test]
fn leased_events_are_left_alone() {
    let place = Place::new();
    let queue = place.open();
    queue.insert(events(0..3)).unwrap();
    lease(&queue, 2);
    assert_eq!(queue.apply_policy(&|_, _| LOCAL).unwrap().withheld, 1);
    assert_eq!(stored(&queue, &id(0)).unwrap().state, EventState::Leased);
}

#[test]
fn more_events_than_one_step_takes() {
    let place = Place::new();
    let queue = place.open();
    let of = |n: usize| NewEvent::new(id(n), 0, format!("feature{}", n % 3), "a", vec![1]);
    queue.insert((0..32_000).map(of).collect()).unwrap();
    assert_eq!(queue.apply_policy(&|_, _| SCOPE).unwrap().withheld, 32_000);
    assert_eq!(queue.apply_policy(&|_, _| LOCAL).unwrap().withheld, 32_000);
    assert_eq!(queue.apply_policy(&|_, _| Disposition::Queue).unwrap().requeued, 32_000);
    assert_eq!(queue.stats().unwrap().queued.events, 32_000);
}

#[test]
fn the_reason_to_wait_is_shown_with_the_time_it_began() {
    let place = Place::new();
    let queue = place.open();
    let reader = queue.reader().unwrap();
    let began = place.hands.now();
    let reason = || Some("gateway unreachable: connection refused".to_owned());
    queue.set_waiting_reason(reason()).unwrap();
    place.hands.pass(Duration::from_secs(60));
    queue.set_waiting_reason(reason()).unwrap();
    let waiting = reader.stats().unwrap().waiting.unwrap();
    assert_eq!((waiting.text, waiting.since), (reason().unwrap(), began));

    queue.set_waiting_reason(Some("another".to_owned())).unwrap();
    assert_eq!(reader.stats().unwrap().waiting.unwrap().since, place.hands.now());
    queue.set_waiting_reason(None).unwrap();
    assert_eq!(reader.stats().unwrap().waiting, None);
}

#[test]
fn single_events_are_purged_also_while_they_are_sent() {
    let place = Place::new();
    let queue = place.open();
    let of = |n: usize| NewEvent::new(id(n), 0, "search", ["shown", "failed"][n % 2], vec![1]);
    queue.insert((0..25_000).map(of).collect()).unwrap();
    let leased = lease(&queue, 10);
    let outcomes = |from: usize, to: usize| {
        let events = leased.events[from..to].iter();
        events.map(|event| (event.id().to_owned(), Outcome::Exported)).collect()
    };
    queue.settle(leased.id, outcomes(0, 4)).unwrap();
    let purged = queue.purge_events(&|feature, action| (feature, action) == ("search", "failed"));
    assert_eq!(purged.unwrap(), 12_500 - 2);
    let stats = queue.stats().unwrap();
    assert_eq!((stats.queued.events, stats.leased.events), (12_500 - 2, 0));
    assert_eq!(stats.exported.events, 4, "what left is history");
    let [loss] = &stats.losses[..] else { panic!("{:?}", stats.losses) };
    assert_eq!((loss.reason, loss.lost.events), (LossReason::Purged, 12_500 - 2));
    // What was being sent of the others waits again, and is known when it comes back.
    assert_eq!(queue.settle(leased.id, outcomes(4, 10)).unwrap().unknown, 6);
    assert_eq!(queue.purge_events(&|_, action| action == "failed").unwrap(), 0);
}

#[test]
fn what_was_lost_on_the_way_is_noted_with_what_was_read() {
    let place = Place::new();
    let queue = place.open();
    let since = queue.stats().unwrap().lost_since;
    assert!(since.is_some());
    let read = |lost: Vec<(&'static str, u64)>| JournalRead { lost, ..JournalRead::default() };
    queue.insert_read(events(0..3), read(vec![("damaged", 2)])).unwrap();
    place.hands.pass(Duration::from_secs(9));
    queue.insert_read(Vec::new(), read(vec![("damaged", 1), ("expired", 5)])).unwrap();
    let (first, last) = (place.hands.now() - 9_000_000, place.hands.now());
    let noted = |queue: &Queue| {
        let stats = queue.stats().unwrap();
        assert_eq!(stats.lost_since, since);
        let all = stats.lost_on_the_way.into_iter();
        all.map(|it| (it.reason, it.count, it.first_at, it.last_at)).collect::<Vec<_>>()
    };
    let expected = [("damaged".into(), 3, first, last), ("expired".into(), 5, last, last)];
    assert_eq!(noted(&queue), expected);
    drop(queue);
    assert_eq!(noted(&place.open()), expected);
}
