//! Policy at send time, and what another process is told.

use std::time::Duration;

use telemetry_sdk::queue::{Disposition, EventState, NewEvent, PolicyApplied, WithheldReason};

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
