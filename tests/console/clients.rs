//! Events of clients: each is checked by itself, and no text gets through.

use serde_json::{Value, json};
use telemetry_sdk::queue::{PageRequest, QueueReader, StoredEvent};

use crate::world::{World, errors, holds, is_on_disk, log};

/// A text that must not be found anywhere.
const SECRET: &str = "zanzibar-secret";

const RECORD: &str = "mutation Record($events: [TelemetryEventInput!]!) { telemetry { recordEvents(events: $events) { alwaysNil results { index recorded id reason message } } } }";

fn good() -> Value {
    json!({
        "feature": "consoleTest",
        "action": "searched",
        "source": { "client": "WEB", "clientVersion": "1.2.3" },
        "parameters": { "version": 3, "metadata": [{ "key": "result_count", "value": 7 }, { "key": "ratio", "value": 0.5 }] },
    })
}

/// The good event with another value at this place.
fn with(place: &str, value: Value) -> Value {
    let mut event = good();
    let (parent, name) = place.rsplit_once('/').unwrap();
    event.pointer_mut(parent).unwrap()[name] = value;
    event
}

fn metadata(value: Value) -> Value {
    with("/parameters/metadata", value)
}

async fn record(world: &World, events: Value) -> Value {
    world.query_with(RECORD, json!({ "events": events })).await
}

fn stored(world: &World) -> Vec<StoredEvent> {
    let request = PageRequest { limit: 1_000, ..PageRequest::default() };
    QueueReader::open(world.queue()).unwrap().page(&request).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_good_event_is_queued_with_its_context() {
    let world = World::recording().await;
    let mut event = good();
    event["timestamp"] = json!(time_now());
    event["parameters"]["privateMetadata"] = json!(SECRET);
    event["parameters"]["interactionID"] = json!("00f067aa0ba902b7");
    event["parameters"]["billingMetadata"] = json!({ "product": "search", "category": "core" });
    event["marketingTracking"] = json!({ "url": SECRET, "firstSourceURL": SECRET });
    let answer = record(&world, json!([event])).await;
    assert_eq!(errors(&answer), [""; 0]);
    let query = "{ telemetry { withheldEvents { nodes { payload localMetadata } } } }";
    let answer = world.query(query).await;
    let node = &answer["data"]["telemetry"]["withheldEvents"]["nodes"][0];
    assert_eq!(node["localMetadata"], json!({ "value": SECRET }));
    let payload = &node["payload"];
    assert_eq!(payload["parameters"]["metadata"], json!({ "result_count": 7.0, "ratio": 0.5 }));
    assert_eq!(payload["parameters"]["version"], 3);
    assert_eq!(payload["parameters"]["billingMetadata"]["product"], "search");
    assert_eq!(payload["source"]["server"]["version"], "1.2.3");
    assert_eq!(payload["source"]["client"], json!({ "name": "WEB", "version": "1.2.3" }));
    assert!(payload["user"]["userId"].is_string());
    let interaction = json!({ "traceId": "4bf92f3577b34da6a3ce929d0e0e4736", "interactionId": "00f067aa0ba902b7" });
    assert_eq!(payload["interaction"], interaction);
    assert!(payload.get("marketingTracking").is_none());
    assert!(!holds(&stored(&world)[0].exportable, SECRET));
    assert!(!holds(&log().lock().unwrap(), SECRET));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sampled_event_is_decided_by_its_id_and_told() {
    let world = World::recording().await;
    let event = |number: u32| {
        let mut event = with("/action", json!("scrolled"));
        event["parameters"] = json!({ "version": 0, "metadata": [] });
        event["clientEventID"] = json!(format!("0b2b7a7e-0f4f-4c3e-9d4e-{number:012x}"));
        event
    };
    let events: Vec<Value> = (0..200).map(event).collect();
    let query = RECORD.replace("recorded id", "recorded sampledOut id");
    let mut answers = Vec::new();
    for _ in 0..2 {
        let answer = world.query_with(&query, json!({ "events": events })).await;
        assert_eq!(errors(&answer), [""; 0]);
        answers.push(answer["data"]["telemetry"]["recordEvents"]["results"].clone());
    }
    assert_eq!(answers[0], answers[1], "sent again, an event is decided alike");
    let results = answers[0].as_array().unwrap();
    for result in results {
        let recorded = result["recorded"] == true;
        assert_eq!((result["sampledOut"] == true, result["id"].is_null()), (!recorded, !recorded));
        assert!(result["reason"].is_null() && result["message"].is_null());
    }
    let recorded = results.iter().filter(|result| result["recorded"] == true).count();
    // Ten standard deviations around the half.
    assert!((30..=170).contains(&recorded), "{recorded} of 200");
    assert_eq!(stored(&world).len(), recorded);
    let answer = world.query("{ telemetry { status { sampledOut clientRefusals { events } } withheldEvents { nodes { sampleRate payload declaration { sampleRate } } } } }").await;
    let telemetry = &answer["data"]["telemetry"];
    let sampled_out = 2 * (200 - recorded);
    assert_eq!(telemetry["status"], json!({ "sampledOut": sampled_out, "clientRefusals": [] }));
    for node in telemetry["withheldEvents"]["nodes"].as_array().unwrap() {
        assert_eq!(
            (&node["sampleRate"], &node["payload"]["sampleRate"]),
            (&json!(0.5), &json!(0.5))
        );
        assert_eq!(node["declaration"]["sampleRate"], 0.5);
    }
}

fn time_now() -> String {
    // Of this year in any year that the test runs in: the instance's own time.
    let now = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap();
    let time = time::OffsetDateTime::from_unix_timestamp(now.as_secs() as i64).unwrap();
    time.format(&time::format_description::well_known::Rfc3339).unwrap()
}

/// Events that are refused, with the reason and a part of the message.
fn refusals() -> Vec<(Value, &'static str, String)> {
    let row = |event, reason, message: &str| (event, reason, message.to_owned());
    let value = |value: Value| metadata(json!([{ "key": "result_count", "value": value }]));
    let not_a = |kind: &str| format!("metadata \"result_count\" has invalid value type {kind}");
    let long = SECRET.repeat(2_000_000 / SECRET.len());
    vec![
        row(
            with("/feature", json!("")),
            "invalid_name",
            "'feature', 'action' must both be provided",
        ),
        row(
            with("/feature", json!("A")),
            "invalid_name",
            "'feature' must be less than 64 characters",
        ),
        row(
            with("/action", json!(SECRET.repeat(9))),
            "invalid_name",
            "'action' must be less than 64",
        ),
        row(
            with("/action", json!("a b")),
            "invalid_name",
            "'action' must start with a lowercase letter",
        ),
        row(with("/action", json!(SECRET)), "unknown_event", "no event of this feature and action"),
        row(with("/source/client", json!(SECRET)), "unknown_client", "not in the instance's list"),
        row(with("/source/clientVersion", json!(SECRET)), "unknown_client", "version"),
        row(with("/parameters/version", json!(2)), "other_version", "declared in version 3"),
        row(with("/parameters/version", json!(-1)), "other_version", "declared in version 3"),
        row(metadata(json!([{ "key": SECRET, "value": 1 }])), "unknown_key", "does not declare"),
        row(
            metadata(json!([{ "key": SECRET, "value": SECRET }])),
            "unknown_key",
            "does not declare",
        ),
        row(metadata(json!([{ "key": "query", "value": 1 }])), "unknown_key", "declares as a text"),
        row(value(json!(SECRET)), "not_number", &not_a("string")),
        row(value(json!(long)), "not_number", &not_a("string")),
        row(value(json!(true)), "not_number", &not_a("boolean")),
        // What JavaScript makes of NaN and infinity.
        row(value(Value::Null), "not_number", &not_a("null")),
        row(value(json!([1])), "not_number", &not_a("array")),
        row(value(json!({ "a": 1 })), "not_number", &not_a("object")),
        row(value(json!(-1)), "invalid_value", "u32"),
        row(value(json!(0.5)), "invalid_value", "u32"),
        row(value(json!(1e300)), "invalid_value", "u32"),
        row(metadata(json!([])), "missing_key", "result_count"),
        row(
            metadata(json!([{ "key": "ratio", "value": 1 }, { "key": "ratio", "value": 2 }])),
            "repeated_key",
            "twice",
        ),
        row(with("/timestamp", json!("1999-01-01T00:00:00Z")), "invalid_timestamp", "clock"),
        row(with("/timestamp", json!("2999-01-01T00:00:00Z")), "invalid_timestamp", "clock"),
        row(with("/parameters/interactionID", json!(SECRET)), "invalid_context", "interaction id"),
        row(with("/clientEventID", json!(SECRET)), "invalid_context", "UUID"),
        row(
            with("/parameters/billingMetadata", json!({ "product": SECRET, "category": "core" })),
            "unknown_billing",
            "list",
        ),
        row(
            with("/parameters/privateMetadata", json!({ "a": "x".repeat(20_000) })),
            "too_large",
            "16384 bytes",
        ),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_events_are_refused_one_by_one() {
    let world = World::recording().await;
    for (event, reason, message) in refusals() {
        let answer = record(&world, json!([good(), event, good()])).await;
        let results = answer["data"]["telemetry"]["recordEvents"]["results"].as_array().unwrap();
        let recorded: Vec<_> = results.iter().map(|result| &result["recorded"]).collect();
        assert_eq!(recorded, [&json!(true), &json!(false), &json!(true)], "{reason}: {message}");
        assert_eq!(results[1]["reason"], reason, "{message}");
        assert!(errors(&answer)[0].contains(&message), "{:?} has no {message}", errors(&answer));
        assert_eq!(answer["errors"][0]["extensions"]["event"], 1);
        assert!(!answer.to_string().contains(SECRET), "{reason}");
    }
    let count = refusals().len();
    assert_eq!(stored(&world).len(), 2 * count);
    assert!(!is_on_disk(world.directory.path(), SECRET));
    assert!(!holds(&log().lock().unwrap(), SECRET));
    let status = world.query("{ telemetry { status { clientRefusals { reason events } } } }").await;
    let counted = status["data"]["telemetry"]["status"]["clientRefusals"].as_array().unwrap();
    let sum: u64 = counted.iter().map(|count| count["events"].as_u64().unwrap()).sum();
    assert_eq!(sum, count as u64);
    assert!(counted.contains(&json!({ "reason": "unknown_key", "events": 3 })));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_published_mutation_sees_refusals_as_errors() {
    let world = World::recording().await;
    let query = "mutation M($events: [TelemetryEventInput!]!) { telemetry { recordEvents(events: $events) { alwaysNil } } }";
    let bad = metadata(json!([{ "key": "result_count", "value": "7" }]));
    let answer = world.query_with(query, json!({ "events": [bad, good()] })).await;
    assert_eq!(answer["data"], json!({ "telemetry": { "recordEvents": { "alwaysNil": null } } }));
    assert_eq!(errors(&answer), ["metadata \"result_count\" has invalid value type string"]);
    assert_eq!(stored(&world).len(), 1);
    let none = world.query_with(query, json!({ "events": [] })).await;
    assert_eq!(errors(&none), ["no events provided"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_is_sent_again_is_one_event() {
    let world = World::recording().await;
    let id = "0b2b7a7e-0f4f-4c3e-9d4e-2f6d1a3b5c7d";
    let event = with("/clientEventID", json!(id));
    let first = record(&world, json!([event, good()])).await;
    let again = record(&world, json!([event, event])).await;
    let result = |answer: &Value, n: usize| {
        answer["data"]["telemetry"]["recordEvents"]["results"][n]["id"].clone()
    };
    assert_eq!(result(&first, 0), result(&again, 0));
    assert_eq!(result(&again, 0), result(&again, 1));
    assert_ne!(result(&first, 0), json!(id), "nothing that a client chose leaves as an id");
    assert_eq!(stored(&world).len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn version_zero_means_the_declared_one() {
    let world = World::recording().await;
    record(&world, json!([with("/parameters/version", json!(0))])).await;
    let answer = world.query("{ telemetry { withheldEvents { nodes { payload } } } }").await;
    let payload = &answer["data"]["telemetry"]["withheldEvents"]["nodes"][0]["payload"];
    assert_eq!(payload["parameters"]["version"], 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_console_that_only_reads_records_nothing() {
    let world = World::recording().await;
    let World { directory, telemetry, .. } = world;
    let reading = World::read_only(directory).await;
    let answer = record(&reading, json!([good()])).await;
    assert!(errors(&answer)[0].contains("only reads"));
    drop(telemetry);
}
