//! The JSON of generated events against the rules of the mapping, applied by
//! hand to the typed event.

use std::collections::BTreeMap;

use proptest::prelude::*;
use prost::Message as _;
use prost_types::{Struct, Timestamp, value::Kind};
use serde_json::{Map, Value, json};
use telemetry_sdk::{
    json::{event_to_json, event_to_json_line},
    proto::telemetrygateway::v1::{
        Event, EventFeatureFlags, EventInteraction, EventParameters, EventSource, EventUser,
        event_interaction::Geolocation, event_source,
    },
};
use time::OffsetDateTime;

/// Adds a member unless it is the default.
fn put(map: &mut Map<String, Value>, name: &str, value: Value) {
    let default =
        value == json!("") || value == json!(0) || value == json!({}) || value == json!(0.0);
    if !default {
        map.insert(name.into(), value);
    }
}

/// Adds a message, which is there even when it is empty.
fn put_some(map: &mut Map<String, Value>, name: &str, value: Option<Value>) {
    if let Some(value) = value {
        map.insert(name.into(), value);
    }
}

fn expected(event: &Event) -> Value {
    let mut map = Map::new();
    put(&mut map, "id", json!(event.id));
    put_some(&mut map, "timestamp", event.timestamp.as_ref().map(|time| json!(rfc3339(time))));
    put(&mut map, "feature", json!(event.feature));
    put(&mut map, "action", json!(event.action));
    put_some(&mut map, "source", event.source.as_ref().map(source));
    put_some(&mut map, "parameters", event.parameters.as_ref().map(parameters));
    put_some(&mut map, "user", event.user.as_ref().map(user));
    let flags = |flags: &EventFeatureFlags| {
        let mut map = Map::new();
        put(&mut map, "flags", json!(flags.flags));
        Value::Object(map)
    };
    put_some(&mut map, "featureFlags", event.feature_flags.as_ref().map(flags));
    put_some(&mut map, "interaction", event.interaction.as_ref().map(interaction));
    put(&mut map, "sampleRate", json!(event.sample_rate));
    Value::Object(map)
}

/// 0, 3, 6 or 9 digits after the point, as few as express the time.
fn rfc3339(time: &Timestamp) -> String {
    let date = OffsetDateTime::from_unix_timestamp(time.seconds).expect("in range");
    let (day, clock) = (date.date(), date.time());
    let fraction = match time.nanos {
        0 => String::new(),
        nanos if nanos % 1_000_000 == 0 => format!(".{:03}", nanos / 1_000_000),
        nanos if nanos % 1_000 == 0 => format!(".{:06}", nanos / 1_000),
        nanos => format!(".{nanos:09}"),
    };
    let (hour, minute, second) = clock.as_hms();
    let (year, month, day) = (day.year(), day.month() as u8, day.day());
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z")
}

fn source(source: &EventSource) -> Value {
    let mut map = Map::new();
    let server = |server: &event_source::Server| {
        let mut map = Map::new();
        put(&mut map, "version", json!(server.version));
        Value::Object(map)
    };
    put_some(&mut map, "server", source.server.as_ref().map(server));
    Value::Object(map)
}

fn parameters(parameters: &EventParameters) -> Value {
    let mut map = Map::new();
    put(&mut map, "version", json!(parameters.version));
    put(&mut map, "metadata", json!(parameters.metadata));
    let texts = |texts: &Struct| {
        let text = |(key, value): (&String, &prost_types::Value)| match &value.kind {
            Some(Kind::StringValue(text)) => (key.clone(), json!(text)),
            other => unreachable!("only texts are made: {other:?}"),
        };
        Value::Object(texts.fields.iter().map(text).collect())
    };
    put_some(&mut map, "privateMetadata", parameters.private_metadata.as_ref().map(texts));
    Value::Object(map)
}

fn user(user: &EventUser) -> Value {
    let mut map = Map::new();
    // Explicit presence: kept even when it is 0; 64 bits are text.
    put_some(&mut map, "userId", user.user_id.map(|id| json!(id.to_string())));
    Value::Object(map)
}

fn interaction(interaction: &EventInteraction) -> Value {
    let mut map = Map::new();
    put_some(&mut map, "traceId", interaction.trace_id.as_ref().map(|id| json!(id)));
    let place = |place: &Geolocation| json!({ "countryCode": place.country_code });
    put_some(&mut map, "geolocation", interaction.geolocation.as_ref().map(place));
    Value::Object(map)
}

prop_compose! {
    fn any_parameters()(
        version in any::<i32>(),
        metadata in prop::collection::btree_map("[a-z_]{1,8}", finite(), 0..5),
        texts in prop::option::of(prop::collection::btree_map("[a-z_]{1,8}", "\\PC{0,9}", 0..3)),
    ) -> EventParameters {
        let values = |texts: BTreeMap<String, String>| {
            texts.into_iter().map(|(key, text)| (key, text.into())).collect()
        };
        let private_metadata = texts.map(|texts| Struct { fields: values(texts) });
        EventParameters { version, metadata, private_metadata, ..Default::default() }
    }
}

fn finite() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<f64>().prop_filter("JSON has finite numbers", |value| value.is_finite()),
        any::<i32>().prop_map(f64::from),
    ]
}

prop_compose! {
    fn any_event()(
        id in "[ -~]{0,20}",
        time in prop::option::of((-62_135_596_800_i64..=253_402_300_799, 0..1_000_000_000_i32)),
        whole in any::<bool>(),
        names in ("[a-z]{0,5}", "[a-z]{0,5}", "\\PC{0,5}"),
        parameters in prop::option::of(any_parameters()),
        user in prop::option::of(prop::option::of(any::<i64>())),
        flags in prop::option::of(prop::collection::btree_map("[a-z]{1,5}", "true|false", 0..3)),
        place in prop::option::of(("[a-f0-9]{32}", "[A-Z]{2}")),
        sample_rate in 0.0..=1.0_f64,
    ) -> Event {
        let nanos = |nanos: i32| if whole { nanos / 1_000_000 * 1_000_000 } else { nanos };
        Event {
            id,
            timestamp: time.map(|(seconds, n)| Timestamp { seconds, nanos: nanos(n) }),
            feature: names.0,
            action: names.1,
            source: Some(EventSource {
                server: Some(event_source::Server { version: names.2 }),
                client: None,
            }),
            parameters,
            user: user.map(|user_id| EventUser { user_id, ..Default::default() }),
            feature_flags: flags.map(|flags| EventFeatureFlags { flags }),
            interaction: place.map(|(trace, country_code)| EventInteraction {
                trace_id: Some(trace),
                geolocation: Some(Geolocation { country_code }),
                ..Default::default()
            }),
            sample_rate,
            ..Default::default()
        }
    }
}

proptest! {
    #[test]
    fn the_json_follows_the_mapping(event in any_event()) {
        let bytes = event.encode_to_vec();
        let json = event_to_json(&bytes).expect("an event");
        prop_assert_eq!(&json, &expected(&event));
        let line = event_to_json_line(&bytes).expect("an event");
        prop_assert!(!line.contains('\n'));
        // An independent reading of the text; every number survives exactly.
        let read: Value = serde_json::from_str(&line).expect("JSON");
        let metadata: BTreeMap<String, f64> = read["parameters"]["metadata"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(key, value)| (key.clone(), value.as_f64().expect("a number")))
            .collect();
        prop_assert_eq!(metadata, event.parameters.map(|p| p.metadata).unwrap_or_default());
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = event_to_json(&bytes);
    }
}

#[test]
fn unknown_fields_are_left_out() {
    let mut bytes = Event { id: "1".into(), ..Default::default() }.encode_to_vec();
    telemetry_schema::put_bytes_field(&mut bytes, 999, b"from the future");
    assert_eq!(event_to_json(&bytes).expect("an event"), json!({ "id": "1" }));
    assert!(event_to_json(b"\xff").is_err());
}
