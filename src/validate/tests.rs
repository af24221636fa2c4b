//! Every rule fires, and a good event passes. The rules over the wire, with
//! neighbours, are in the integration tests.

mod history;
mod sources;

use proptest::prelude::*;
use prost_types::Timestamp;
use telemetry_schema::{
    Catalog, EnumCode, EnumSchema, EventSchema, FieldSchema, Kind, Privacy, Purpose,
};

use super::*;
use crate::proto::telemetrygateway::v1::EventParameters;

fn field(key: &str, kind: Kind, optional: bool) -> FieldSchema {
    let privacy = if kind == Kind::Text { Privacy::Private } else { Privacy::Metadata };
    FieldSchema { description: "d".into(), optional, ..FieldSchema::new(key, privacy, kind) }
}

fn catalog() -> Catalog {
    let code = EnumCode { code: 2, name: "A".into(), description: "a".into() };
    let event = EventSchema {
        version: 3,
        description: "d".into(),
        owner: "o".into(),
        declared_by: "t::T".into(),
        fields: vec![
            field("count", Kind::U8, false),
            field("ratio", Kind::F64, false),
            field("engine", Kind::Enum, true),
            field("query", Kind::Text, false),
        ],
        enums: vec![EnumSchema {
            field: 2,
            name: "E".into(),
            description: "e".into(),
            codes: vec![code],
        }],
        ..EventSchema::new("search", "shown", Purpose::Reliability)
    };
    Catalog::new(vec![event]).expect("one event")
}

fn good() -> Event {
    let metadata = [("count".to_owned(), 7.0), ("engine".to_owned(), 2.0)].into();
    Event {
        id: "1".into(),
        timestamp: Some(Timestamp { seconds: 1, nanos: 0 }),
        feature: "search".into(),
        action: "shown".into(),
        parameters: Some(EventParameters { version: 3, metadata, ..Default::default() }),
        ..Default::default()
    }
}

fn checked(event: &Event) -> Result<Event, Refusal> {
    Rules::new(catalog()).check(&event.encode_to_vec().into())
}

fn with(key: &str, value: f64, version: i32) -> Event {
    let mut event = good();
    let parameters = event.parameters.as_mut().expect("set above");
    parameters.version = version;
    parameters.metadata.insert(key.into(), value);
    event
}

fn code_of(event: &Event) -> Option<RefusalCode> {
    checked(event).err().map(|refusal| refusal.code)
}

#[test]
fn a_good_event_passes_unchanged() {
    assert_eq!(checked(&good()), Ok(good()));
}

#[test]
fn values_are_those_of_the_declaration() {
    assert_eq!(code_of(&with("count", 256.0, 3)), Some(RefusalCode::InvalidValue));
    assert_eq!(code_of(&with("engine", 1.0, 3)), Some(RefusalCode::InvalidValue));
    assert_eq!(code_of(&with("ratio", f64::NAN, 3)), Some(RefusalCode::NotFinite));
    assert_eq!(code_of(&with("query", 1.0, 3)), Some(RefusalCode::UnknownKey));
    assert_eq!(code_of(&with("other", 1.0, 3)), Some(RefusalCode::UnknownKey));
}

#[test]
fn an_older_version_is_checked_for_keys_and_finite_values_only() {
    assert_eq!(code_of(&with("count", 256.0, 2)), None);
    assert_eq!(code_of(&with("ratio", f64::INFINITY, 2)), Some(RefusalCode::NotFinite));
    assert_eq!(code_of(&with("other", 1.0, 2)), Some(RefusalCode::UnknownKey));
    assert_eq!(code_of(&with("count", 7.0, 4)), Some(RefusalCode::NewerVersion));
    let mut event = good();
    event.parameters = None;
    assert_eq!(code_of(&event), None, "version 0 is an older version");
}

#[test]
fn only_what_the_recorder_always_sends_is_required() {
    let mut event = good();
    let parameters = event.parameters.as_mut().expect("set above");
    parameters.metadata.remove("engine");
    assert_eq!(code_of(&event), None);
    event.parameters.as_mut().expect("set above").metadata.clear();
    let refusal = checked(&event).expect_err("count is required");
    assert_eq!(refusal.code, RefusalCode::MissingKey);
    assert!(refusal.message.contains("`count`"), "{refusal}");
}

#[test]
fn legacy_metadata_wins_and_is_cleared() {
    let mut event = good();
    #[allow(deprecated)]
    event.parameters.as_mut().expect("set above").legacy_metadata.insert("count".into(), 9);
    let parameters = checked(&event).expect("good").parameters.expect("kept");
    assert_eq!(parameters.metadata["count"], 9.0);
    #[allow(deprecated)]
    let left = parameters.legacy_metadata.len();
    assert_eq!(left, 0);
}

#[test]
fn the_id_is_read_from_what_cannot_be_decoded() {
    let mut bytes = b"\x0a\x03abc".to_vec();
    bytes.extend(b"\x1a\x02\xff\xfe");
    let bytes = Bytes::from(bytes);
    assert_eq!(id_of(&bytes), "abc");
    assert_eq!(
        Rules::new(catalog()).check(&bytes).expect_err("not text").code,
        RefusalCode::Unspecified
    );
    assert_eq!(id_of(&Bytes::from_static(b"\xff")), "");
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let bytes = Bytes::from(bytes);
        let _ = id_of(&bytes);
        let _ = Rules::new(catalog()).check(&bytes);
    }

    #[test]
    fn a_refusal_never_repeats_an_undeclared_key(key in "[A-Za-z]{12,20}") {
        let refusal = checked(&with(&key, 1.0, 3)).expect_err("not declared");
        prop_assert!(!refusal.message.contains(&key));
        prop_assert!(refusal.message.len() <= 200);
    }
}
