//! Each rule over the wire: the bad event is refused with its code, its
//! neighbours are stored, and nothing of its content is repeated.

use prost_types::{Struct, Timestamp};
use telemetry_sdk::proto::telemetrygateway::v1::{
    Event, EventFeatureFlags, EventInteraction, EventMarketingTracking, EventParameters, EventUser,
    RefusalCode, event_interaction::Geolocation, event_source,
};

use crate::world::{Session, TENANT, World, event, ids};

type Spoil = fn(&mut Event);

fn parameters(event: &mut Event) -> &mut EventParameters {
    event.parameters.as_mut().expect("set by the fixture")
}

fn set(event: &mut Event, key: &str, value: f64) {
    parameters(event).metadata.insert(key.into(), value);
}

pub(crate) fn text(key: &str, text: &str) -> Option<Struct> {
    Some(Struct { fields: [(key.to_owned(), text.into())].into() })
}

fn flag(name: &str, value: &str) -> Option<EventFeatureFlags> {
    Some(EventFeatureFlags { flags: [(name.to_owned(), value.to_owned())].into() })
}

fn trace(id: &str) -> Option<EventInteraction> {
    Some(EventInteraction { trace_id: Some(id.into()), ..Default::default() })
}

fn user(id: i64) -> Option<EventUser> {
    Some(EventUser { user_id: Some(id), ..Default::default() })
}

fn country(code: &str) -> Option<EventInteraction> {
    let geolocation = Some(Geolocation { country_code: code.into() });
    Some(EventInteraction { geolocation, ..Default::default() })
}

fn interaction(id: &str) -> Option<EventInteraction> {
    Some(EventInteraction { interaction_id: Some(id.into()), ..Default::default() })
}

const CASES: &[(RefusalCode, Spoil)] = &[
    (RefusalCode::MissingId, |event| event.id.clear()),
    (RefusalCode::InvalidName, |event| event.feature.clear()),
    (RefusalCode::InvalidName, |event| event.action = "Secret text".into()),
    (RefusalCode::InvalidName, |event| event.feature = "s".repeat(65)),
    (RefusalCode::UnknownEvent, |event| event.action = "secretAction".into()),
    (RefusalCode::UnknownKey, |event| set(event, "secret", 1.0)),
    (RefusalCode::UnknownKey, |event| set(event, "query", 1.0)),
    (RefusalCode::NotFinite, |event| set(event, "ratio", f64::NAN)),
    (RefusalCode::NotFinite, |event| set(event, "latency_ms", f64::NEG_INFINITY)),
    (RefusalCode::NotFinite, |event| event.sample_rate = f64::NAN),
    (RefusalCode::MissingKey, |event| {
        parameters(event).metadata.remove("result_count");
    }),
    (RefusalCode::InvalidValue, |event| set(event, "result_count", -1.0)),
    (RefusalCode::InvalidValue, |event| set(event, "result_count", 0.5)),
    (RefusalCode::InvalidValue, |event| set(event, "engine", 3.0)),
    (RefusalCode::InvalidValue, |event| set(event, "latency_ms", -0.5)),
    (RefusalCode::ForbiddenPart, |event| {
        parameters(event).private_metadata = text("query", "secret");
    }),
    (RefusalCode::ForbiddenPart, |event| {
        parameters(event).private_metadata = text("secret", "rust");
    }),
    (RefusalCode::ForbiddenPart, |event| {
        parameters(event).private_metadata = text("language", "rust");
        parameters(event).version = 0;
    }),
    (RefusalCode::ForbiddenPart, |event| {
        parameters(event).private_metadata = text("language", "rust");
        event.user = user(7);
    }),
    (RefusalCode::InvalidValue, |event| {
        parameters(event).private_metadata = text("language", "secret");
    }),
    (RefusalCode::UnknownKey, |event| set(event, "language", 1.0)),
    (RefusalCode::ForbiddenPart, |event| {
        let url = Some("https://secret.example".into());
        event.marketing_tracking = Some(EventMarketingTracking { url, ..Default::default() });
    }),
    (RefusalCode::InvalidTimestamp, |event| event.timestamp = None),
    (RefusalCode::InvalidTimestamp, |event| {
        event.timestamp = Some(Timestamp { seconds: i64::MAX, nanos: 0 });
    }),
    (RefusalCode::InvalidTimestamp, |event| {
        event.timestamp = Some(Timestamp { seconds: 0, nanos: -1 });
    }),
    (RefusalCode::TooLarge, |event| {
        for n in 0..5_000 {
            set(event, &format!("secret_{n}"), 1.0);
        }
    }),
    (RefusalCode::InvalidContext, |event| event.id = "secret id \u{e9}".into()),
    (RefusalCode::InvalidContext, |event| event.id = "s".repeat(129)),
    (RefusalCode::InvalidContext, |event| event.interaction = trace("secret")),
    (RefusalCode::InvalidContext, |event| event.interaction = interaction("secret text")),
    (RefusalCode::InvalidContext, |event| event.interaction = country("Secret")),
    (RefusalCode::InvalidContext, |event| event.user = user(0)),
    (RefusalCode::InvalidContext, |event| event.user = user(-5)),
    (RefusalCode::InvalidContext, |event| event.feature_flags = flag("secret flag", "true")),
    (RefusalCode::InvalidContext, |event| event.feature_flags = flag("flag", "secret")),
    (RefusalCode::InvalidContext, |event| event.sample_rate = 1.5),
    (RefusalCode::InvalidContext, |event| event.schema_hash = vec![0; 65]),
    (RefusalCode::InvalidContext, |event| parameters(event).version = -1),
    (RefusalCode::InvalidContext, |event| {
        let source = event.source.as_mut().expect("set by the fixture");
        source.server = Some(event_source::Server { version: "secret".repeat(11) });
    }),
    (RefusalCode::InvalidContext, |event| {
        let source = event.source.as_mut().expect("set by the fixture");
        let client = event_source::Client { name: "secret\n".into(), version: None };
        source.client = Some(client);
    }),
    (RefusalCode::NewerVersion, |event| parameters(event).version = 2),
];

#[tokio::test]
async fn each_rule_refuses_its_event_and_no_other() {
    let world = World::new();
    let gateway = world.start().await;
    let mut client = world.connect(gateway.address).await;
    let mut session = Session::open(&mut client).await;
    let mut stored = Vec::new();
    for (n, (code, spoil)) in (0..).step_by(10).zip(CASES) {
        let (before, mut bad, after) = (event(n), event(n + 1), event(n + 2));
        spoil(&mut bad);
        let neighbours = ids(&[before.clone(), after.clone()]);
        let answer = session.record(vec![before, bad.clone(), after]).await.expect("an answer");
        assert_eq!(answer.succeeded_events, neighbours, "{code:?}");
        let [refused] = &answer.refused_events[..] else { panic!("one is refused: {code:?}") };
        assert_eq!((refused.code(), &refused.id), (*code, &bad.id), "{}", refused.message);
        let text = refused.message.to_lowercase();
        assert!(!text.contains("secret") && text.len() <= 200 && !text.is_empty(), "{text}");
        stored.extend(neighbours);
    }
    assert_eq!(world.stored_ids(TENANT), stored);
    let counts = gateway.stats.snapshot();
    assert_eq!(counts.refused.values().sum::<u64>(), CASES.len() as u64);
    assert_eq!(counts.refused["REFUSAL_CODE_UNKNOWN_KEY"], 3);
    gateway.stop().await;
}

#[test]
fn the_table_has_every_code() {
    let codes: std::collections::BTreeSet<i32> =
        CASES.iter().map(|(code, _)| *code as i32).collect();
    assert_eq!(codes, (1..=RefusalCode::NewerVersion as i32).collect());
}

#[tokio::test]
async fn names_are_refused_with_the_texts_that_clients_match_on() {
    let world = World::new();
    let gateway = world.start().await;
    let mut client = world.connect(gateway.address).await;
    let mut session = Session::open(&mut client).await;
    let cases = [
        ("", "ok", "'feature', 'action' must both be provided"),
        ("a", "ok", "'feature' must be less than 64 characters"),
        (
            "ok",
            "Bad",
            "'action' must start with a lowercase letter and contain only letters, dashes, and dots",
        ),
    ];
    for (feature, action, text) in cases {
        let bad = Event { feature: feature.into(), action: action.into(), ..event(1) };
        let answer = session.record(vec![bad]).await.expect("an answer");
        assert_eq!(answer.refused_events[0].message, text);
    }
    drop(session);
    gateway.stop().await;
}
