//! A queue that outlived programs: each event is read by what is known of the
//! version that recorded it, and what is not known is said to be unknown.

use std::time::Duration;

use prost::Message as _;
use serde_json::{Value, json};
use telemetry_schema::{
    Catalog, EnumCode, EnumSchema, EventSchema, FieldSchema, Kind, Privacy, Purpose, TextReview,
    Unit,
    audit::{Allowed, Limits},
    lock::{Declared, Lock},
};
use telemetry_sdk::{
    Accepted, Telemetry,
    declarations::Declarations,
    export::ExportConfig,
    proto::telemetrygateway::v1::{Event, EventParameters},
    queue::{NewEvent, Queue, QueueLimits, WithheldReason},
};

use crate::world::{Searched, World, errors};

fn field(key: &str, kind: Kind) -> FieldSchema {
    let privacy = if kind == Kind::Text { Privacy::Private } else { Privacy::Metadata };
    let description = format!("What {key} means.");
    FieldSchema { description, ..FieldSchema::new(key, privacy, kind) }
}

fn language() -> FieldSchema {
    let review = TextReview {
        limits: Limits::new(8, Allowed::Values(vec!["go".into(), "rust".into()])).expect("limits"),
        with_user: false,
        definition: format!("sha256:{}", "0".repeat(64)).parse().expect("a hash"),
        reason: "A closed list.".into(),
        reviewer: "privacy@example.com".into(),
        link: "docs/reviews/12.md".into(),
        date: "2026-11-22".parse().expect("a date"),
        expires: "2028-11-01".parse().expect("a date"),
    };
    let text = field("language", Kind::Text);
    FieldSchema { privacy: Privacy::Audited, optional: true, review: Some(review), ..text }
}

/// Version 1 has `cache_age` and two engines; version 2 has neither the one nor
/// the second engine, but a language. In version 3 it is called otherwise.
fn schemas() -> [EventSchema; 3] {
    let code = |code, name: &str| EnumCode { code, name: name.into(), description: "One.".into() };
    let unit = Unit::from_symbol("ms");
    let age = FieldSchema { unit, ..field("cache_age", Kind::Duration) };
    let first = EventSchema {
        version: 1,
        description: "Results were shown.".into(),
        owner: "search-team".into(),
        fields: vec![field("engine", Kind::Enum), age, field("query", Kind::Text)],
        enums: vec![EnumSchema {
            field: 0,
            name: "Engine".into(),
            description: "Which engine.".into(),
            codes: vec![code(1, "Indexed"), code(2, "Scan")],
        }],
        ..EventSchema::new("search", "shown", Purpose::Reliability)
    };
    let mut second = EventSchema { version: 2, ..first.clone() };
    second.fields[1] = language();
    second.enums[0].codes.truncate(1);
    let renamed_from = Some("search.shown".into());
    let third = EventSchema { version: 3, action: "listed".into(), renamed_from, ..second.clone() };
    [first, second, third]
}

fn lock(programs: usize) -> Lock {
    schemas()[..programs]
        .iter()
        .fold(Lock::default(), |lock, event| Lock::merge_accept(&lock, &[Declared::from(event)]))
}

fn newest(programs: usize) -> Catalog {
    Catalog::new(vec![schemas()[programs - 1].clone()]).expect("one event")
}

fn recorded(id: &str, action: &'static str, version: i32, numbers: &[(&str, f64)]) -> NewEvent {
    let metadata = numbers.iter().map(|(key, value)| ((*key).to_owned(), *value)).collect();
    let language = prost_types::Struct { fields: [("language".into(), "rust".into())].into() };
    let private_metadata = (version == 2).then_some(language);
    let query = prost_types::Struct { fields: [("query".into(), "fn main".into())].into() };
    let wire = Event {
        id: id.into(),
        feature: "search".into(),
        action: action.into(),
        parameters: Some(EventParameters {
            version,
            metadata,
            private_metadata,
            ..Default::default()
        }),
        ..Default::default()
    };
    NewEvent::new(id.to_owned(), 1_700_000_000_000_000, "search", action, wire.encode_to_vec())
        .with_local(query.encode_to_vec())
}

/// A queue that three programs wrote into, read with these declarations.
async fn world(declarations: impl Into<Declarations>) -> World {
    let directory = tempfile::tempdir().unwrap();
    let limits = QueueLimits { ballast_bytes: 4096, ..QueueLimits::default() };
    let queue = Queue::open(directory.path().join("queue.db"), limits).unwrap();
    let events = vec![
        recorded("one", "shown", 1, &[("engine", 2.0), ("cache_age", 5.0)]),
        recorded("two", "shown", 2, &[("engine", 1.0)]),
        recorded("odd", "shown", 2, &[("engine", 2.0), ("cache_age", 5.0)]),
        recorded("next", "shown", 4, &[("engine", 1.0), ("shards", 3.0)]),
        recorded("kept", "shown", 2, &[]).withheld(WithheldReason::NotAccepted),
    ];
    assert_eq!(queue.insert(events).unwrap().stored, 5);
    World::reading(directory, declarations.into()).await
}

async fn read(world: &World, id: &str) -> Value {
    let query = "query($id: ID!) { telemetry { event(id: $id) {
        version notes whatToDo notExportedBecause notAcceptedBecause
        declaration { description owner purpose standing newestVersion removed continuesAs }
        values { key value class declared description unit kind owner rounding lastVersion note
                 code { name description } review { reviewer link expires reason withUser values } }
    } } }";
    let answer = world.query_with(query, json!({ "id": id })).await;
    assert_eq!(errors(&answer), [""; 0]);
    answer["data"]["telemetry"]["event"].clone()
}

fn value<'a>(event: &'a Value, key: &str) -> &'a Value {
    let values = event["values"].as_array().expect("a list");
    values.iter().find(|it| it["key"] == key).unwrap_or(&Value::Null)
}

fn notes(event: &Value) -> String {
    let notes = event["notes"].as_array().expect("a list");
    notes.iter().map(|note| note.as_str().expect("text").to_owned() + "\n").collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_reads_every_version_that_it_remembers() {
    let world = world(lock(2)).await;
    let one = read(&world, "one").await;
    assert_eq!((&one["version"], &one["declaration"]["standing"]), (&json!(1), &json!("OLDER")));
    let age = value(&one, "cache_age");
    assert_eq!((&age["unit"], &age["value"]), (&json!("ms"), &json!(5.0)));
    assert_eq!((&age["lastVersion"], &age["declared"]), (&json!(1), &json!(true)));
    assert_eq!(age["description"], "What cache_age means.");
    assert_eq!(value(&one, "engine")["code"]["name"], "Scan", "a code of then");
    assert!(notes(&one).contains("version 1; the newest is 2") && notes(&one).contains("language"));

    let two = read(&world, "two").await;
    assert_eq!((notes(&two), &two["declaration"]["standing"]), (String::new(), &json!("CURRENT")));
    let language = value(&two, "language");
    assert_eq!((&language["class"], &language["value"]), (&json!("AUDITED"), &json!("rust")));
    assert_eq!(language["review"]["reviewer"], "privacy@example.com");
    assert_eq!(language["review"]["expires"], "2028-11-01");
    assert_eq!(language["owner"], "search-team");
    let query = value(&two, "query");
    assert_eq!((&query["class"], &query["value"]), (&json!("PRIVATE"), &json!("fn main")));
}

/// What a version cannot have had is not explained by another version.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_version_did_not_have_is_unknown_in_it() {
    let world = world(lock(2)).await;
    let odd = read(&world, "odd").await;
    let age = value(&odd, "cache_age");
    assert_eq!((&age["declared"], &age["unit"]), (&json!(false), &Value::Null));
    assert!(age["note"].as_str().is_some_and(|note| note.contains("unknown here")), "{age}");
    let engine = value(&odd, "engine");
    assert_eq!(engine["code"], Value::Null, "code 2 was gone in version 2");
    assert!(engine["note"].as_str().is_some_and(|note| note.contains("No code")), "{engine}");

    let next = read(&world, "next").await;
    assert_eq!(next["declaration"]["standing"], "NEWER");
    assert!(notes(&next).contains("version 4 by a newer program"), "{next}");
    assert_eq!(value(&next, "engine")["code"]["name"], "Indexed");
    assert_eq!(value(&next, "shards")["declared"], false);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_renamed_event_is_read_under_its_old_name_and_says_its_new_one() {
    let with_lock = world(lock(3)).await;
    let one = read(&with_lock, "one").await;
    assert_eq!(one["declaration"]["continuesAs"], "search.listed");
    assert_eq!(one["declaration"]["removed"], true);
    assert_eq!(value(&one, "cache_age")["unit"], "ms");
    // Without the lock nobody knows the old name, but who continues it.
    let without = world(newest(3)).await;
    let one = read(&without, "one").await;
    assert_eq!(one["declaration"], Value::Null);
    assert!(notes(&one).contains("goes on as `search listed`"), "{}", notes(&one));
    assert_eq!(value(&one, "engine")["declared"], false);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_alone_says_what_it_does_not_know() {
    let world = world(newest(2)).await;
    let one = read(&world, "one").await;
    assert_eq!(one["declaration"]["standing"], "OLDER_UNLOCKED");
    assert!(notes(&one).contains("version 2 is declared here"), "{}", notes(&one));
    assert_eq!(value(&one, "cache_age")["declared"], false);
    assert_eq!(value(&one, "engine")["description"], "What engine means.");
    assert_eq!(value(&one, "engine")["code"], Value::Null, "code 2 is not declared any more");
}

/// Of several sources the one that has exactly the event's version is heard.
#[tokio::test(flavor = "multi_thread")]
async fn two_programs_together_read_what_each_has_recorded() {
    let world = world(Declarations::from(newest(2)).and(newest(1))).await;
    for (id, key) in [("one", "cache_age"), ("two", "language")] {
        let event = read(&world, id).await;
        assert_eq!(event["declaration"]["standing"], "CURRENT", "{id}");
        assert_eq!(value(&event, key)["declared"], true, "{id}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_is_not_accepted_says_what_to_do() {
    let world = world(lock(2)).await;
    let kept = read(&world, "kept").await;
    let because = kept["notExportedBecause"].as_str().expect("a reason");
    assert!(because.contains("has not accepted") && because.contains("protocol/events"));
    let todo = kept["whatToDo"].as_str().expect("a way");
    assert!(todo.contains("`cargo telemetry accept`") && todo.contains("build"), "{todo}");
    assert_eq!(kept["notAcceptedBecause"], json!([]), "no application runs");
}

/// A running application says itself what is wrong, of numbers too.
#[tokio::test(flavor = "multi_thread")]
async fn an_application_says_why_it_has_not_accepted_an_event() {
    let directory = tempfile::tempdir().unwrap();
    let telemetry = Telemetry::builder(Accepted::default()).data_dir(directory.path());
    // Nobody listens there, and there is nothing to send.
    let nowhere = ExportConfig::new("https://127.0.0.1:9").unwrap();
    let telemetry = telemetry.version("1.2.3").export(nowhere).start().unwrap();
    let searched = Searched { result_count: 3, ratio: None, query: "fn main".into() };
    telemetry.recorder::<Searched>().record(searched);
    telemetry.flush(Duration::from_secs(30)).unwrap();
    let world = World::of(directory, telemetry).await;
    let nodes = "{ telemetry { withheldEvents { nodes { id reason } } } }";
    let answer = world.query(nodes).await;
    let node = &answer["data"]["telemetry"]["withheldEvents"]["nodes"][0];
    assert_eq!(node["reason"], "not accepted", "{answer}");
    let id = node["id"].as_str().expect("an id");
    let event = read(&world, id).await;
    let said = event["notAcceptedBecause"][0].as_str().expect("a reason");
    assert!(said.contains("(consoleTest, searched)"), "{said}");
    let bearer = format!("Authorization: Bearer {}", world.token);
    let page = world.send(&format!("GET /debug/console/event/{id}"), &[&bearer], "").await.body;
    assert!(page.contains("The application says: the event (consoleTest, searched)"), "{page}");
    assert!(page.contains("<code>cargo telemetry accept</code>"), "{page}");
}

/// The page shows the same, and the catalog what is gone.
#[tokio::test(flavor = "multi_thread")]
async fn the_pages_show_the_same() {
    let world = world(lock(3)).await;
    let bearer = format!("Authorization: Bearer {}", world.token);
    let page = world.send("GET /debug/console/event/one", &[&bearer], "").await;
    for shown in ["Recorded in version 1", "version 1 was the last", "goes on as", "= Scan"] {
        assert!(page.body.contains(shown), "{shown} is not in {}", page.body);
    }
    let catalog = world.send("GET /debug/console/catalog", &[&bearer], "").await;
    for shown in ["No longer declared", "last in version 2", "<code>search.listed</code>"] {
        assert!(catalog.body.contains(shown), "{shown} is not in {}", catalog.body);
    }
}

/// A lock beside a running program is for reading; it lets nobody record more.
#[tokio::test(flavor = "multi_thread")]
async fn a_lock_does_not_widen_what_clients_record() {
    let world = World::recording_with(lock(2)).await;
    let event = json!({
        "feature": "search", "action": "shown", "source": { "client": "WEB" },
        "parameters": { "version": 2, "metadata": [{ "key": "engine", "value": 1 }] },
    });
    let mutation = "mutation($events: [TelemetryEventInput!]!) { telemetry { recordEvents(events: $events) { alwaysNil } } }";
    let answer = world.query_with(mutation, json!({ "events": [event] })).await;
    assert!(errors(&answer)[0].contains("no event of this feature and action is declared"));
    let bearer = format!("Authorization: Bearer {}", world.token);
    let catalog = world.send("GET /debug/console/catalog", &[&bearer], "").await.body;
    assert!(catalog.contains("consoleTest") && catalog.contains("search-team"), "both are shown");
}
