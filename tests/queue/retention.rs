//! Retention of exported events, whatever the clocks do.

use telemetry_sdk::queue::{DEFAULT_RETENTION, EventState};

use crate::support::{HOUR, Place, all, events, export};

const TEN_YEARS: i64 = 10 * 365 * 24 * 3600 * 1_000_000;

#[test]
fn exported_events_go_after_their_retention_and_nothing_else_does() {
    let place = Place::new();
    let queue = place.open();
    queue.insert(events(0..30)).unwrap();
    export(&queue, 10);
    place.hands.pass(20 * HOUR);
    export(&queue, 10);

    place.hands.pass(3 * HOUR);
    assert_eq!(queue.clean_up(DEFAULT_RETENTION).unwrap(), 0);
    place.hands.pass(HOUR);
    assert_eq!(queue.clean_up(DEFAULT_RETENTION).unwrap(), 10);
    place.hands.pass(1000 * HOUR);
    assert_eq!(queue.clean_up(DEFAULT_RETENTION).unwrap(), 10);
    assert!(all(&queue).iter().all(|event| event.state == EventState::Queued));
    assert_eq!(all(&queue).len(), 10);
}

#[test]
fn no_jump_of_the_wall_clock_deletes_early_or_stops_deleting() {
    for jump in [TEN_YEARS, -TEN_YEARS] {
        let place = Place::new();
        let queue = place.open();
        queue.insert(events(0..2)).unwrap();
        export(&queue, 1);
        place.hands.set_wall(place.hands.now() + jump);
        export(&queue, 1);
        assert_eq!(queue.clean_up(DEFAULT_RETENTION).unwrap(), 0);
        place.hands.set_wall(place.hands.now() - jump);
        assert_eq!(queue.clean_up(DEFAULT_RETENTION).unwrap(), 0);
        place.hands.pass(24 * HOUR);
        assert_eq!(queue.clean_up(DEFAULT_RETENTION).unwrap(), 2);
    }
}

#[test]
fn a_restart_goes_on_with_the_time_that_has_passed() {
    let place = Place::new();
    let queue = place.open();
    queue.insert(events(0..1)).unwrap();
    export(&queue, 1);
    place.hands.pass(23 * HOUR);
    drop(queue);

    // While nothing has the queue open, a jump cannot be told from time.
    place.hands.set_wall(place.hands.now() + TEN_YEARS);
    let queue = place.open();
    assert_eq!(queue.clean_up(DEFAULT_RETENTION).unwrap(), 0);
    place.hands.pass(HOUR);
    assert_eq!(queue.clean_up(DEFAULT_RETENTION).unwrap(), 1);
}

#[test]
fn the_local_part_goes_with_its_event() {
    let place = Place::new();
    let queue = place.open();
    let local = events(0..3).into_iter().map(|event| event.with_local("private"));
    queue.insert(local.collect()).unwrap();
    export(&queue, 3);
    place.hands.pass(24 * HOUR);
    queue.clean_up(DEFAULT_RETENTION).unwrap();
    let conn = rusqlite::Connection::open(place.path()).unwrap();
    let left = conn.query_row("SELECT count(*) FROM local_parts", [], |row| row.get::<_, i64>(0));
    assert_eq!(left.unwrap(), 0);
}
