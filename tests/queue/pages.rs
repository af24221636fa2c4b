//! Pages for the administrator: newest first, none skipped, none twice.

use telemetry_sdk::queue::{
    NewEvent, PageRequest, Queue, QueueReader, StateName, StoredEvent, WithheldReason,
};

use crate::support::{Place, event, export, id, lease};

/// All events of `request`, page by page.
fn walk(reader: &QueueReader, mut request: PageRequest) -> Vec<StoredEvent> {
    let mut events = Vec::new();
    loop {
        let page = reader.page(&request).unwrap();
        assert!(page.len() <= request.limit);
        let Some(last) = page.last() else { return events };
        request.before = Some(last.cursor());
        events.extend(page);
    }
}

fn ids(events: &[StoredEvent]) -> Vec<String> {
    events.iter().map(|event| event.id.clone()).collect()
}

/// 1,000 events of one moment, in all five states and three kinds.
fn one_moment(queue: &Queue) {
    let of = |n: usize| {
        let mut event = NewEvent::new(id(n), 42, ["a", "b"][n % 2], ["x", "y"][n / 500], vec![1]);
        if n >= 700 {
            event = event.withheld(WithheldReason::Scope);
        }
        event
    };
    queue.insert((0..1000).map(of).collect()).unwrap();
    assert_eq!(export(queue, 300), 300);
    let refused = lease(queue, 100);
    let refuse = |event: &telemetry_sdk::queue::ExportableEvent| {
        use telemetry_sdk::queue::{Outcome, RefusedReason};
        (event.id().to_owned(), Outcome::Refused(RefusedReason::Undecodable))
    };
    queue.settle(refused.id, refused.events.iter().map(refuse).collect()).unwrap();
    lease(queue, 100);
}

#[test]
fn equal_times_are_neither_skipped_nor_repeated_at_any_edge() {
    let place = Place::new();
    let queue = place.open();
    one_moment(&queue);
    let reader = queue.reader().unwrap();
    let expected: Vec<_> = (0..1000).rev().map(id).collect();
    for limit in [1, 2, 3, 7, 50, 99, 100, 101, 333, 999, 1000, 1001] {
        let request = PageRequest { limit, ..PageRequest::default() };
        assert_eq!(ids(&walk(&reader, request)), expected, "pages of {limit}");
    }
}

#[test]
fn filters_by_state() {
    let place = Place::new();
    let queue = place.open();
    one_moment(&queue);
    let reader = queue.reader().unwrap();
    let expected = [
        (StateName::Exported, 0..300),
        (StateName::Refused, 300..400),
        (StateName::Leased, 400..500),
        (StateName::Queued, 500..700),
        (StateName::Withheld, 700..1000),
    ];
    for (state, range) in expected {
        let request = PageRequest { state: Some(state), limit: 13, ..PageRequest::default() };
        assert_eq!(ids(&walk(&reader, request)), range.rev().map(id).collect::<Vec<_>>());
    }
}

#[test]
fn filters_by_feature_and_action() {
    let place = Place::new();
    let queue = place.open();
    one_moment(&queue);
    let reader = queue.reader().unwrap();
    let expect = |request: PageRequest, keep: &dyn Fn(usize) -> bool| {
        let expected: Vec<_> = (0..1000).rev().filter(|n| keep(*n)).map(id).collect();
        assert_eq!(ids(&walk(&reader, request)), expected);
    };
    let base = || PageRequest { limit: 17, ..PageRequest::default() };
    let feature = |name: &str| Some(name.to_owned());
    expect(PageRequest { feature: feature("b"), ..base() }, &|n| n % 2 == 1);
    expect(PageRequest { action: feature("y"), ..base() }, &|n| n >= 500);
    let both = PageRequest { feature: feature("a"), action: feature("x"), ..base() };
    expect(PageRequest { state: Some(StateName::Leased), ..both.clone() }, &|n| {
        n % 2 == 0 && (400..500).contains(&n)
    });
    expect(both, &|n| n % 2 == 0 && n < 500);
    expect(PageRequest { feature: feature("none"), ..base() }, &|_| false);
}

#[test]
fn what_arrives_while_paging_disturbs_nothing() {
    let place = Place::new();
    let queue = place.open();
    queue.insert((0..10).map(|n| event(n * 2)).collect()).unwrap();
    let reader = queue.reader().unwrap();
    let mut request = PageRequest { limit: 5, ..PageRequest::default() };
    let first = reader.page(&request).unwrap();
    queue.insert(vec![event(99), event(11), event(9)]).unwrap();
    request.before = first.last().map(StoredEvent::cursor);
    let second = reader.page(&request).unwrap();
    assert_eq!(ids(&first), [18, 16, 14, 12, 10].map(id));
    assert_eq!(ids(&second), [9, 8, 6, 4, 2].map(id));
}

#[test]
fn a_limit_of_none_is_empty() {
    let place = Place::new();
    let queue = place.open();
    queue.insert(vec![event(1)]).unwrap();
    assert!(queue.reader().unwrap().page(&PageRequest::default()).unwrap().is_empty());
}
