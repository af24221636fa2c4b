//! Pages: every event once, newest first, whatever the times and the edges.

use serde_json::Value;
use telemetry_sdk::{
    proto::telemetrygateway::v1::Event,
    queue::{LeaseRequest, NewEvent, Outcome, Queue, QueueLimits, WithheldReason},
};

use crate::world::{World, errors};

const TIME: i64 = 1_700_000_000_000_000;

/// An event whose id is not in the order in which it is stored.
fn event(n: usize, recorded_at: i64, action: &'static str) -> NewEvent {
    use prost::Message as _;
    let id = format!("{:04}-{n}", n * 7_919 % 10_000);
    let wire = Event {
        id: id.clone(),
        feature: "search".into(),
        action: action.into(),
        ..Event::default()
    };
    NewEvent::new(id, recorded_at, "search", action, wire.encode_to_vec())
}

/// A console over a queue with these events.
async fn world(events: Vec<NewEvent>, export: bool) -> (World, Queue) {
    let directory = tempfile::tempdir().unwrap();
    let limits = QueueLimits { ballast_bytes: 4096, ..QueueLimits::default() };
    let queue = Queue::open(directory.path().join("queue.db"), limits).unwrap();
    queue.insert(events).unwrap();
    if export {
        let lease = queue.lease(LeaseRequest::default()).unwrap();
        let outcomes =
            lease.events.iter().map(|e| (e.id().to_owned(), Outcome::Exported)).collect();
        queue.settle(lease.id, outcomes).unwrap();
    }
    (World::read_only(directory).await, queue)
}

async fn page(world: &World, field: &str, arguments: &str) -> Value {
    let query = format!(
        "{{ telemetry {{ {field}({arguments}) {{ nodes {{ id recordedAt state }} totalCount totalCountIsExact pageInfo {{ endCursor hasNextPage }} }} }} }}"
    );
    let answer = world.query(&query).await;
    assert_eq!(errors(&answer), [""; 0], "{arguments}");
    answer["data"]["telemetry"][field].clone()
}

fn ids(page: &Value) -> Vec<String> {
    page["nodes"].as_array().unwrap().iter().map(|n| n["id"].as_str().unwrap().to_owned()).collect()
}

/// All ids, page by page.
async fn all(world: &World, field: &str, first: usize) -> Vec<String> {
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let page = page(world, field, &format!("first: {first}{after}")).await;
        seen.extend(ids(&page));
        let info = &page["pageInfo"];
        if info["hasNextPage"] != true {
            return seen;
        }
        assert_eq!(ids(&page).len(), first);
        after = format!(", after: {}", info["endCursor"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn events_of_one_moment_are_shown_once_each_at_every_edge() {
    let events: Vec<_> = (0..300).map(|n| event(n, TIME, "shown")).collect();
    let mut expected: Vec<_> = events.iter().map(|event| event.id.clone()).collect();
    expected.sort_by(|a, b| b.cmp(a));
    let (world, _queue) = world(events, true).await;
    for first in [1, 7, 99, 100, 150, 299, 300, 301, 500] {
        assert_eq!(all(&world, "exportedEvents", first).await, expected, "{first}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_arrives_between_two_pages_moves_nothing() {
    let (world, queue) =
        world((0..20).map(|n| event(n, TIME + n as i64 / 4, "shown")).collect(), false).await;
    let first = page(&world, "eventsQueuedForExport", "first: 10").await;
    queue.insert((20..40).map(|n| event(n, TIME + 100, "shown")).collect()).unwrap();
    let after = format!("first: 10, after: {}", first["pageInfo"]["endCursor"]);
    let second = page(&world, "eventsQueuedForExport", &after).await;
    let mut seen = [ids(&first), ids(&second)].concat();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 20);
    assert_eq!(second["totalCount"], 40);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_being_sent_is_still_queued_for_export() {
    let (world, queue) =
        world((0..10).map(|n| event(n, TIME + n as i64 * 1_000_000, "shown")).collect(), false)
            .await;
    let _lease = queue.lease(LeaseRequest { max_events: 4, ..LeaseRequest::default() }).unwrap();
    let page = page(&world, "eventsQueuedForExport", "first: 0").await;
    assert_eq!((ids(&page).len(), &page["totalCount"]), (10, &10.into()));
    let leased =
        page["nodes"].as_array().unwrap().iter().filter(|n| n["state"] == "LEASED").count();
    assert_eq!(leased, 4);
    let times: Vec<_> =
        page["nodes"].as_array().unwrap().iter().map(|n| n["recordedAt"].as_str()).collect();
    assert!(times.is_sorted_by(|a, b| a > b));
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_choose_by_name_and_time() {
    let events = (0..60).map(|n| {
        event(n, TIME + n as i64 * 1_000_000, if n % 3 == 0 { "failed" } else { "shown" })
    });
    let (world, _queue) = world(events.collect(), true).await;
    let count = async |arguments: &str| {
        let page = page(&world, "exportedEvents", arguments).await;
        assert_eq!(page["totalCount"], ids(&page).len(), "{arguments}");
        assert_eq!(page["totalCountIsExact"], true);
        ids(&page).len()
    };
    assert_eq!(count("first: 100, feature: \"search\"").await, 60);
    assert_eq!(count("first: 100, feature: \"search\", action: \"failed\"").await, 20);
    assert_eq!(count("first: 100, feature: \"sear\"").await, 0);
    // 2023-11-14T22:13:20Z is the first; from a time on, and before another.
    assert_eq!(count("first: 100, since: \"2023-11-14T22:13:30Z\"").await, 50);
    assert_eq!(count("first: 100, until: \"2023-11-14T22:13:30Z\"").await, 10);
    assert_eq!(count("first: 100, since: \"2023-11-14T23:13:30+01:00\", until: \"2023-11-14T22:13:33Z\", action: \"failed\"").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_size_and_the_cursor_are_checked() {
    let (world, _queue) = world((0..60).map(|n| event(n, TIME, "shown")).collect(), true).await;
    assert_eq!(ids(&page(&world, "exportedEvents", "first: 0").await).len(), 50);
    assert_eq!(ids(&page(&world, "exportedEvents", "feature: null").await).len(), 50);
    let error = async |arguments: &str| {
        let query = format!("{{ telemetry {{ exportedEvents({arguments}) {{ totalCount }} }} }}");
        errors(&world.query(&query).await)[0].to_owned()
    };
    assert!(error("first: -1").await.contains("from 0 to 500"));
    assert!(error("first: 501").await.contains("from 0 to 500"));
    assert_eq!(error("after: \"?\"").await, "invalid cursor");
    assert_eq!(error("after: \"ff\"").await, "invalid cursor data");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_seed_query_shows_what_left_and_what_waits() {
    let (world, queue) =
        world((0..7).map(|n| event(n, TIME + n as i64, "shown")).collect(), true).await;
    queue.insert(vec![event(7, TIME + 7, "failed")]).unwrap();
    let seed = "{ telemetry { exportedEvents(first: 5) { nodes { payload } } eventsQueuedForExport(first: 5) { nodes { payload } } } }";
    let answer = world.query(seed).await;
    let telemetry = &answer["data"]["telemetry"];
    let exported = telemetry["exportedEvents"]["nodes"].as_array().unwrap();
    assert_eq!((exported.len(), &exported[0]["payload"]["action"]), (5, &"shown".into()));
    assert_eq!(exported[0]["payload"]["id"], event(6, TIME, "").id);
    let queued = telemetry["eventsQueuedForExport"]["nodes"].as_array().unwrap();
    assert_eq!((queued.len(), &queued[0]["payload"]["action"]), (1, &"failed".into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_will_not_leave_says_why() {
    let kept = event(0, TIME, "shown").withheld(WithheldReason::Scope).with_local(vec![]);
    let (world, queue) = world(vec![kept, event(1, TIME + 1, "failed")], false).await;
    let lease = queue.lease(LeaseRequest::default()).unwrap();
    let refused =
        telemetry_sdk::queue::RefusedReason::Gateway { code: 4, message: "no such key".into() };
    let outcome = (lease.events[0].id().to_owned(), Outcome::Refused(refused));
    queue.settle(lease.id, vec![outcome]).unwrap();
    let answer = world.query("{ telemetry { refusedEvents { totalCount nodes { reason code message notExportedBecause } } withheldEvents { totalCount nodes { id reason notExportedBecause localMetadata } } } }").await;
    let telemetry = &answer["data"]["telemetry"];
    let refused = &telemetry["refusedEvents"]["nodes"][0];
    assert_eq!(
        (&refused["reason"], &refused["code"], &refused["message"]),
        (&"gateway".into(), &4.into(), &"no such key".into())
    );
    assert!(refused["notExportedBecause"].as_str().unwrap().contains("no such key"));
    let withheld = &telemetry["withheldEvents"]["nodes"][0];
    assert_eq!(
        (&withheld["reason"], &withheld["localMetadata"]),
        (&"scope".into(), &serde_json::json!({}))
    );
    let id = withheld["id"].as_str().unwrap();
    let one = world.query(&format!("{{ telemetry {{ event(id: \"{id}\") {{ state payload }} none: event(id: \"x\") {{ id }} }} }}")).await;
    assert_eq!(one["data"]["telemetry"]["event"]["state"], "WITHHELD");
    assert!(one["data"]["telemetry"]["none"].is_null());
}
