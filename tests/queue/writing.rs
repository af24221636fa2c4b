//! Inserting: durable on return, duplicates one by one, one commit for many.

use std::thread;

use telemetry_sdk::queue::{EventState, Inserted, QueueReader};

use crate::support::{Place, all, event, events, id, stored};

#[test]
fn keeps_both_parts_and_the_times() {
    let place = Place::new();
    let queue = place.open();
    queue.insert(vec![event(7).with_local("the query")]).unwrap();

    let kept = stored(&queue, &id(7)).unwrap();
    assert_eq!(kept.exportable, "exportable 7");
    assert_eq!(kept.local.as_deref(), Some(&b"the query"[..]));
    assert_eq!((kept.feature.as_str(), kept.action.as_str()), ("search", "shown"));
    assert_eq!((kept.recorded_at, kept.state), (7, EventState::Queued));
    assert_eq!((kept.queued_at, kept.state_at), (place.hands.now(), place.hands.now()));
}

#[test]
fn ignores_duplicates_one_by_one() {
    let place = Place::new();
    let queue = place.open();
    queue.insert(events(2..3)).unwrap();

    let mut batch = events(0..5);
    batch[2] = event(2).with_local("of a duplicate");
    batch.push(event(0));
    let inserted = queue.insert(batch).unwrap();

    assert_eq!(inserted, Inserted { stored: 4, duplicates: 2, dropped: 0 });
    assert_eq!(all(&queue).len(), 5);
    assert_eq!(stored(&queue, &id(2)).unwrap().local, None);
}

#[test]
fn many_producers_lose_nothing() {
    let place = Place::new();
    let queue = place.open();
    thread::scope(|scope| {
        for producer in 0..16 {
            let queue = queue.clone();
            scope.spawn(move || {
                for n in 0..50 {
                    let n = producer * 50 + n;
                    assert_eq!(queue.insert(vec![event(n)]).unwrap().stored, 1);
                    assert!(stored(&queue, &id(n)).is_some());
                }
            });
        }
    });
    assert_eq!(queue.stats().unwrap().queued.events, 800);
}

#[test]
fn dropping_the_last_clone_finishes_and_closes() {
    let place = Place::new();
    let queue = place.open();
    let clone = queue.clone();
    drop(queue);
    clone.insert(events(0..3)).unwrap();
    drop(clone);

    let log = place.directory.path().join("queue.db-wal");
    assert!(!log.exists(), "the log is moved into the database on closing");
    assert_eq!(QueueReader::open(place.path()).unwrap().stats().unwrap().queued.events, 3);
    assert_eq!(all(&place.open()).len(), 3);
}

#[test]
fn any_id_and_any_name_is_kept_as_it_is() {
    let place = Place::new();
    let queue = place.open();
    let odd = ["", "'; DROP TABLE events; --", "a\0b", "\u{10ffff}\u{10ffff}", "ÄÖ"];
    for id in odd {
        let mut event = event(1);
        event.id = id.to_owned();
        event.feature = id.to_owned().into();
        queue.insert(vec![event]).unwrap();
        assert_eq!(stored(&queue, id).unwrap().feature, id);
    }
    assert_eq!(all(&queue).len(), odd.len());
}

#[test]
fn debug_output_holds_no_content() {
    let place = Place::new();
    let queue = place.open();
    let event = event(1).with_local("secret");
    let new = format!("{event:?}");
    queue.insert(vec![event]).unwrap();
    let kept = format!("{:?}", stored(&queue, &id(1)));
    let leased = format!("{:?}", crate::support::lease(&queue, 1));
    for text in [new, kept, leased] {
        assert!(!text.contains("secret") && !text.contains("exportable 1"), "{text}");
        assert!(!text.contains("115, 101, 99"), "{text}");
    }
}
