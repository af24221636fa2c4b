//! Leasing and settling: oldest first, nobody twice, nothing made up.

use std::time::Duration;

use telemetry_sdk::queue::{EventState, LeaseRequest, NewEvent, Outcome, RefusedReason, Settled};

use crate::support::{Place, all, event, events, export, id, ids, lease, stored};

#[test]
fn takes_the_oldest_first_and_each_once() {
    let place = Place::new();
    let queue = place.open();
    let mut batch = events(0..10);
    batch.reverse();
    // The same time: the id decides.
    batch.push(NewEvent::new("b", -5, "search", "shown", vec![1]));
    batch.push(NewEvent::new("a", -5, "search", "shown", vec![1]));
    queue.insert(batch).unwrap();

    assert_eq!(ids(&lease(&queue, 4)), ["a", "b", &id(0), &id(1)]);
    assert_eq!(ids(&lease(&queue, 3)), [id(2), id(3), id(4)]);
    assert_eq!(lease(&queue, 100).events.len(), 5);
    assert!(lease(&queue, 100).events.is_empty());
}

#[test]
fn hands_out_the_exportable_part_alone() {
    let place = Place::new();
    let queue = place.open();
    queue.insert(vec![event(1).with_local("private")]).unwrap();
    let lease = lease(&queue, 1);
    assert_eq!(lease.events[0].bytes(), "exportable 1");
    assert_eq!((lease.events[0].feature(), lease.events[0].action()), ("search", "shown"));
}

#[test]
fn bounds_the_bytes_but_always_moves() {
    let place = Place::new();
    let queue = place.open();
    let sized = |n: usize, size| NewEvent::new(id(n), n as i64, "search", "shown", vec![0; size]);
    queue.insert(vec![sized(0, 500), sized(1, 60), sized(2, 40), sized(3, 1)]).unwrap();

    let request = LeaseRequest { max_bytes: 100, ..LeaseRequest::default() };
    assert_eq!(ids(&queue.lease(request.clone()).unwrap()), [id(0)]);
    assert_eq!(ids(&queue.lease(request).unwrap()), [id(1), id(2)]);
}

#[test]
fn an_oversized_event_is_refused_and_blocks_nobody() {
    let place = Place::new();
    let queue = place.open();
    let big = |n: usize| NewEvent::new(id(n), n as i64, "search", "shown", vec![0; 2000]);
    queue.insert(vec![big(0), big(1), event(2), big(3), event(4)]).unwrap();

    let request = LeaseRequest { max_events: 2, max_event_bytes: 1999, ..LeaseRequest::default() };
    let lease = queue.lease(request).unwrap();
    assert_eq!((ids(&lease), lease.quarantined), (vec![id(2), id(4)], 3));
    let refused = stored(&queue, &id(3)).unwrap();
    assert_eq!(refused.state, EventState::Refused(RefusedReason::Oversized));
    assert_eq!(queue.stats().unwrap().refused.events, 3);
}

#[test]
fn each_outcome_is_recorded_with_its_time() {
    let place = Place::new();
    let queue = place.open();
    queue.insert(events(0..5)).unwrap();
    place.hands.pass(Duration::from_secs(3));
    let lease = lease(&queue, 5);
    let leased = stored(&queue, &id(4)).unwrap();
    assert_eq!((leased.state, leased.state_at), (EventState::Leased, place.hands.now()));

    place.hands.pass(Duration::from_secs(2));
    let reason = RefusedReason::Gateway { code: 3, message: "unknown feature".to_owned() };
    let settled = queue.settle(
        lease.id,
        vec![
            (id(0), Outcome::Exported),
            (id(1), Outcome::Refused(reason.clone())),
            (id(2), Outcome::Refused(RefusedReason::Undecodable)),
            (id(3), Outcome::Released),
        ],
    );
    assert_eq!(
        settled.unwrap(),
        Settled { exported: 1, refused: 2, released: 1, withheld: 0, unknown: 0 }
    );
    let states = [
        EventState::Exported,
        EventState::Refused(reason),
        EventState::Refused(RefusedReason::Undecodable),
        EventState::Queued,
        EventState::Leased,
    ];
    for (n, state) in states.into_iter().enumerate() {
        assert_eq!(stored(&queue, &id(n)).unwrap().state, state);
    }
    assert_eq!(stored(&queue, &id(0)).unwrap().state_at, place.hands.now());
}

#[test]
fn made_up_repeated_and_late_outcomes_change_nothing() {
    let place = Place::new();
    let queue = place.open();
    queue.insert(events(0..4)).unwrap();
    let first = lease(&queue, 2);
    let other = lease(&queue, 1);
    let outcomes = vec![
        ("made up".to_owned(), Outcome::Exported),
        (id(0), Outcome::Exported),
        (id(0), Outcome::Refused(RefusedReason::Undecodable)),
        (ids(&other)[0].clone(), Outcome::Exported),
        (id(3), Outcome::Exported),
    ];
    let settled = queue.settle(first.id, outcomes).unwrap();
    assert_eq!(settled, Settled { exported: 1, unknown: 4, ..Settled::default() });
    assert_eq!(stored(&queue, &id(0)).unwrap().state, EventState::Exported);

    assert_eq!(queue.release(first.id, Some("gateway unreachable".to_owned())).unwrap(), 1);
    assert_eq!(queue.stats().unwrap().waiting.unwrap().text, "gateway unreachable");
    let late = queue.settle(first.id, vec![(id(1), Outcome::Exported)]).unwrap();
    assert_eq!(late.unknown, 1);
    assert_eq!(stored(&queue, &id(1)).unwrap().state, EventState::Queued);
}

#[test]
fn a_lease_ends_by_time_whatever_the_wall_clock_says() {
    let place = Place::new();
    let queue = place.open();
    queue.insert(events(0..2)).unwrap();
    let hold = Duration::from_secs(60);
    queue.lease(LeaseRequest { hold, ..LeaseRequest::default() }).unwrap();

    place.hands.set_wall(i64::MAX / 2);
    assert_eq!(queue.release_expired().unwrap(), 0);
    place.hands.set_wall(0);
    place.hands.pass(hold);
    assert_eq!(lease(&queue, 5).events.len(), 2);
}

#[test]
fn opening_again_ends_all_leases() {
    let place = Place::new();
    let queue = place.open();
    queue.insert(events(0..3)).unwrap();
    let before = lease(&queue, 3);
    drop(queue);

    let queue = place.open();
    assert_eq!(queue.stats().unwrap().leased.events, 0);
    let again = lease(&queue, 3);
    assert_eq!(again.events, before.events);
    assert_ne!(again.id, before.id, "a late answer must not meet the new lease");
}

#[test]
fn a_hostile_message_is_cut_at_a_character() {
    let place = Place::new();
    let queue = place.open();
    queue.insert(events(0..1)).unwrap();
    let lease = lease(&queue, 1);
    let message = "ä".repeat(100_000);
    let outcome = Outcome::Refused(RefusedReason::Gateway { code: 1, message });
    queue.settle(lease.id, vec![(id(0), outcome)]).unwrap();
    let EventState::Refused(RefusedReason::Gateway { message, .. }) =
        stored(&queue, &id(0)).unwrap().state
    else {
        panic!("not refused")
    };
    assert_eq!(message, "ä".repeat(512));
}

#[test]
fn a_backlog_drains_in_batches() {
    let place = Place::new();
    let queue = place.open();
    queue.insert(events(0..2500)).unwrap();
    let batches: Vec<_> = (0..4).map(|_| export(&queue, 1000)).collect();
    assert_eq!(batches, [1000, 1000, 500, 0]);
    assert!(all(&queue).iter().all(|event| event.state == EventState::Exported));
}

/// What shares a microsecond is in the order of the ids, also when it is far
/// more than a lease takes, and what is too large is refused in its turn.
#[test]
fn events_of_one_time_are_taken_by_their_ids() {
    let place = Place::new();
    let queue = place.open();
    let sized = |n: usize| if n % 50 == 7 { 900 } else { 10 + n % 5 };
    let of_one_time = |n: usize| NewEvent::new(id(n), 5, "search", "shown", vec![0; sized(n)]);
    // In an order that is neither that of the ids nor its reverse.
    queue.insert((0..1_000).map(|n| of_one_time(n * 617 % 1_000)).collect()).unwrap();
    let request = LeaseRequest {
        max_events: 30,
        max_bytes: 200,
        max_event_bytes: 800,
        ..LeaseRequest::default()
    };
    let (mut taken, mut refused) = (Vec::new(), 0);
    loop {
        let lease = queue.lease(request.clone()).unwrap();
        if lease.events.is_empty() {
            break;
        }
        assert!(lease.events.len() <= 20, "{} events in 200 bytes", lease.events.len());
        refused += lease.quarantined;
        taken.extend(ids(&lease));
    }
    assert_eq!(taken, (0..1_000).filter(|n| n % 50 != 7).map(id).collect::<Vec<_>>());
    assert_eq!(refused, 20);
}

/// One that alone is more than the lease may take is taken, and the lease is
/// full: also where the next has the same time and no bytes at all.
#[test]
fn a_lease_that_one_event_fills_takes_nothing_of_a_later_time() {
    let place = Place::new();
    let queue = place.open();
    let sized = |n: usize, time, size| NewEvent::new(id(n), time, "search", "shown", vec![0; size]);
    queue.insert(vec![sized(2, -1, 0), sized(0, 0, 30), sized(1, -1, 16)]).unwrap();
    let request = LeaseRequest { max_bytes: 0, max_event_bytes: 20, ..LeaseRequest::default() };
    let lease = queue.lease(request).unwrap();
    assert_eq!((ids(&lease), lease.quarantined), (vec![id(1)], 0));
}

/// Of a lease with holes in it, each event is known to be held or not.
#[test]
fn a_lease_that_is_settled_in_pieces_holds_the_rest() {
    let place = Place::new();
    let queue = place.open();
    queue.insert(events(0..60)).unwrap();
    let first = lease(&queue, 40);
    let outcomes = |n: usize| match n % 3 {
        0 => Outcome::Exported,
        _ => Outcome::Released,
    };
    let told = first.events.iter().enumerate().filter(|(n, _)| n % 4 != 1);
    let told: Vec<_> = told.map(|(n, event)| (event.ticket(), outcomes(n))).collect();
    let settled = queue.settle_tickets(first.id, told.clone()).unwrap();
    assert_eq!((settled.exported, settled.released, settled.unknown), (11, 19, 0));
    // Told again, and by another lease.
    assert_eq!(queue.settle_tickets(first.id, told).unwrap().unknown, 30);
    let next = lease(&queue, 100);
    let stolen = vec![(first.events[1].ticket(), Outcome::Exported)];
    assert_eq!(queue.settle_tickets(next.id, stolen).unwrap().unknown, 1);

    for n in 0..60 {
        let expected = match n {
            n if n < 40 && n % 4 != 1 && n % 3 == 0 => EventState::Exported,
            _ => EventState::Leased,
        };
        assert_eq!(stored(&queue, &id(n)).unwrap().state, expected, "{n}");
    }
    assert_eq!(next.events.len(), 39, "all but what is exported or held");
    assert_eq!(queue.stats().unwrap().leased.events, 49);
    assert_eq!(queue.release(first.id, None).unwrap(), 10);
    assert_eq!(queue.release(next.id, None).unwrap(), 39);
    assert_eq!(all(&queue).iter().filter(|it| it.state == EventState::Queued).count(), 49);
}
