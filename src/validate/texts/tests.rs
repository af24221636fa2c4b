//! Which texts are taken, and how the others are refused.

use proptest::prelude::*;
use prost::Message as _;
use prost_types::{Struct, Timestamp, Value};
use telemetry_schema::{
    Catalog, EventSchema, FieldSchema, Kind, Privacy, Purpose, TextReview,
    audit::{Allowed, Limits},
};

use crate::{
    proto::telemetrygateway::v1::{
        Event, EventInteraction, EventParameters, EventUser, RefusalCode,
    },
    validate::{Refusal, Rules},
};

fn audited(key: &str, pattern: &str, with_user: bool) -> FieldSchema {
    let review = TextReview {
        limits: Limits::new(8, Allowed::Pattern(pattern.into())).expect("limits"),
        with_user,
        definition: format!("sha256:{}", "0".repeat(64)).parse().expect("a hash"),
        reason: "r".into(),
        reviewer: "r".into(),
        link: "l".into(),
        date: "2020-01-01".parse().expect("a date"),
        expires: "2020-06-01".parse().expect("a date"),
    };
    let description = "d".into();
    let review = Some(review);
    FieldSchema { description, review, ..FieldSchema::new(key, Privacy::Audited, Kind::Text) }
}

fn event(action: &str, fields: Vec<FieldSchema>) -> EventSchema {
    EventSchema {
        version: 3,
        description: "d".into(),
        owner: "o".into(),
        declared_by: "t::T".into(),
        fields,
        ..EventSchema::new("search", action, Purpose::Reliability)
    }
}

/// `shown` has two texts, one of which may stand beside a user; those of
/// `asked` may.
fn rules() -> Rules {
    let query = FieldSchema {
        description: "d".into(),
        ..FieldSchema::new("query", Privacy::Private, Kind::Text)
    };
    let shown =
        vec![audited("language", "[a-z]{2,8}", false), audited("theme", "dark|light", true), query];
    let asked = vec![audited("theme", "dark|light", true)];
    let events = vec![event("shown", shown), event("asked", asked), event("plain", vec![])];
    Rules::new(Catalog::new(events).expect("three events"))
}

fn with(action: &str, texts: &[(&str, Value)]) -> Event {
    let fields = texts.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
    let private_metadata = Some(Struct { fields });
    Event {
        id: "1".into(),
        timestamp: Some(Timestamp { seconds: 1, nanos: 0 }),
        feature: "search".into(),
        action: action.into(),
        parameters: Some(EventParameters { version: 3, private_metadata, ..Default::default() }),
        ..Default::default()
    }
}

fn checked(event: &Event) -> Result<Event, Refusal> {
    rules().check(&event.encode_to_vec().into())
}

fn code_of(event: &Event) -> Option<RefusalCode> {
    checked(event).err().map(|refusal| refusal.code)
}

#[test]
fn reviewed_texts_pass_unchanged_also_after_the_review_expired() {
    let texts = [("language", Value::from("rust")), ("theme", Value::from("dark"))];
    for texts in [&texts[..], &texts[..1], &[]] {
        let event = with("shown", texts);
        assert_eq!(checked(&event), Ok(event));
    }
}

#[test]
fn what_no_review_allows_is_refused() {
    for (key, text) in [("language", "Rust"), ("language", "rust\n"), ("theme", "")] {
        let event = with("shown", &[(key, text.into())]);
        assert_eq!(code_of(&event), Some(RefusalCode::InvalidValue), "{text:?}");
    }
    let long = with("shown", &[("language", "abcdefghi".into())]);
    let refusal = checked(&long).expect_err("nine bytes");
    assert!(refusal.message.contains("`language`") && refusal.message.contains("longer"));
}

#[test]
fn only_texts_are_taken() {
    let list = Value::from(vec![Value::from("rust")]);
    let nested = Value::from(std::collections::BTreeMap::from([("a".to_owned(), "rust".into())]));
    for value in [Value::from(1.0), Value::from(true), list, nested, Value { kind: None }] {
        let event = with("shown", &[("language", value)]);
        assert_eq!(code_of(&event), Some(RefusalCode::InvalidValue));
    }
}

#[test]
fn a_key_that_is_not_audited_is_refused_with_all_of_the_event() {
    for key in ["query", "other", "Language"] {
        let texts = [("language", Value::from("rust")), (key, Value::from("rust"))];
        assert_eq!(code_of(&with("shown", &texts)), Some(RefusalCode::ForbiddenPart), "{key}");
    }
    // The place itself belongs to events with audited texts.
    assert_eq!(code_of(&with("plain", &[])), Some(RefusalCode::ForbiddenPart));
}

#[test]
fn an_audited_text_is_no_number() {
    let mut event = with("shown", &[]);
    let parameters = event.parameters.as_mut().expect("set above");
    parameters.metadata.insert("language".into(), 1.0);
    assert_eq!(code_of(&event), Some(RefusalCode::UnknownKey));
}

#[test]
fn without_a_lock_a_text_of_an_older_version_is_refused_and_numbers_are_not() {
    let of_version = |version| {
        let mut event = with("shown", &[("language", "rust".into())]);
        event.parameters.as_mut().expect("set above").version = version;
        event
    };
    for version in [0, 2] {
        let mut event = of_version(version);
        assert_eq!(code_of(&event), Some(RefusalCode::ForbiddenPart), "{version}");
        event.parameters.as_mut().expect("set above").private_metadata = None;
        assert_eq!(code_of(&event), None, "{version}");
    }
    assert_eq!(code_of(&of_version(4)), Some(RefusalCode::NewerVersion));
}

#[test]
fn an_identity_stands_beside_a_text_only_if_every_review_says_so() {
    let user = |event: &mut Event| {
        event.user = Some(EventUser { user_id: Some(1), ..Default::default() });
    };
    let interaction = |event: &mut Event| {
        event.interaction = Some(EventInteraction::default());
    };
    for identify in [user as fn(&mut Event), interaction] {
        let theme = [("theme", Value::from("dark"))];
        let mut shown = with("shown", &theme);
        identify(&mut shown);
        assert_eq!(code_of(&shown), Some(RefusalCode::ForbiddenPart));
        let mut asked = with("asked", &theme);
        identify(&mut asked);
        assert_eq!(code_of(&asked), None);
        shown.parameters.as_mut().expect("set above").private_metadata = None;
        assert_eq!(code_of(&shown), None, "there is no text");
    }
}

proptest! {
    #[test]
    fn a_refusal_never_repeats_what_was_sent(key in "[a-z]{12,20}", text in "[A-Z]{12,20}") {
        for (key, text) in [(key.as_str(), "rust"), ("language", text.as_str())] {
            let event = with("shown", &[(key, text.into())]);
            let refusal = checked(&event).expect_err("not allowed");
            prop_assert!(key == "language" || !refusal.message.contains(key));
            prop_assert!(!refusal.message.contains(text) && refusal.message.len() <= 200);
        }
    }
}
