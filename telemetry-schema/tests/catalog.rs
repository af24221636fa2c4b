//! The catalog's protobuf form: what is written is read, what is damaged is
//! refused, and unknown fields do not matter.

use proptest::prelude::*;
use telemetry_schema::{
    Catalog, CatalogError, EnumCode, EnumSchema, EventSchema, FieldSchema, Kind, Privacy, Purpose,
    Unit, put_bytes_field,
};

fn field_strategy() -> impl Strategy<Value = FieldSchema> {
    let kind = prop::sample::select(Kind::ALL.to_vec());
    let unit = prop::option::of(prop::sample::select(Unit::all().collect::<Vec<_>>()));
    (kind, any::<bool>(), unit, ".{0,20}").prop_map(|(kind, optional, unit, description)| {
        let privacy = if kind == Kind::Text { Privacy::Private } else { Privacy::Metadata };
        FieldSchema { key: String::new(), description, privacy, kind, optional, unit }
    })
}

fn event_strategy() -> impl Strategy<Value = EventSchema> {
    let names = ("[a-z][a-zA-Z.-]{1,63}", "[a-z][a-zA-Z.-]{1,63}", 0..i32::MAX);
    let texts = (".{0,40}", "[a-z-]{0,10}", "[a-z:]{0,20}");
    let purpose = prop::sample::select(Purpose::ALL.to_vec());
    (names, texts, purpose, prop::collection::vec(field_strategy(), 0..10)).prop_map(
        |((feature, action, version), (description, owner, declared_by), purpose, mut fields)| {
            let mut enums = Vec::new();
            for (at, field) in fields.iter_mut().enumerate() {
                field.key = format!("key_{at}");
                if field.kind == Kind::Enum {
                    let code =
                        EnumCode { code: i32::MAX, name: "A".into(), description: "a".into() };
                    enums.push(EnumSchema {
                        field: at as u32,
                        name: "E".into(),
                        description: String::new(),
                        codes: vec![code],
                    });
                }
            }
            EventSchema {
                feature,
                action,
                version,
                description,
                owner,
                purpose,
                declared_by,
                fields,
                enums,
            }
        },
    )
}

proptest! {
    #[test]
    fn what_is_written_is_read(event in event_strategy()) {
        let catalog = Catalog::new(vec![event]).expect("one event");
        prop_assert_eq!(Catalog::decode(&catalog.encode()).expect("own bytes"), catalog);
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Catalog::decode(&bytes);
    }

    #[test]
    fn every_cut_of_a_catalog_is_refused_or_read_whole(event in event_strategy(), cut in any::<prop::sample::Index>()) {
        let bytes = Catalog::new(vec![event]).expect("one event").encode();
        let cut = cut.index(bytes.len());
        // Cut at 0 nothing is left, which is the empty catalog.
        prop_assert!(cut == 0 || Catalog::decode(&bytes[..cut]).is_err());
    }
}

fn plain(feature: &str, action: &str, declared_by: &str) -> EventSchema {
    EventSchema {
        feature: feature.into(),
        action: action.into(),
        version: 0,
        description: "d".into(),
        owner: "o".into(),
        purpose: Purpose::Reliability,
        declared_by: declared_by.into(),
        fields: Vec::new(),
        enums: Vec::new(),
    }
}

#[test]
fn a_duplicate_names_both_declarations() {
    let error =
        Catalog::new(vec![plain("search", "shown", "a::A"), plain("sea-rch", "Shown", "b::B")])
            .expect_err("the same up to case and dashes");
    let text = error.to_string();
    assert!(matches!(error, CatalogError::Duplicate { .. }));
    assert!(text.contains("`a::A`") && text.contains("`b::B`"), "{text}");
}

#[test]
fn unknown_fields_are_skipped() {
    let mut event = plain("search", "shown", "a::A").encode();
    put_bytes_field(&mut event, 999, b"from the future");
    let mut bytes = Vec::new();
    put_bytes_field(&mut bytes, 1, &event);
    let catalog = Catalog::decode(&bytes).expect("an older reader");
    assert!(catalog.find("search", "shown").is_some());
    assert!(catalog.find("search", "Shown").is_none());
}

#[test]
fn text_that_may_leave_is_refused() {
    let mut event = plain("search", "shown", "a::A");
    event.fields.push(FieldSchema {
        key: "query".into(),
        description: "d".into(),
        privacy: Privacy::Metadata,
        kind: Kind::Text,
        optional: false,
        unit: None,
    });
    let catalog = Catalog::new(vec![event]).expect("not checked here");
    let text = Catalog::decode(&catalog.encode()).expect_err("text as metadata").to_string();
    assert!(text.contains("`query`"), "{text}");
}
