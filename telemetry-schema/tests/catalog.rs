//! The catalog's protobuf form: what is written is read, what is damaged is
//! refused, and unknown fields do not matter.

use proptest::prelude::*;
use telemetry_schema::{
    Billing, Catalog, CatalogError, Date, DefinitionHash, EnumCode, EnumSchema, EventSchema,
    FieldSchema, Granularity, Kind, Privacy, Purpose, Rounding, SampleRate, Stability, Unit,
    Waiver, put_bytes_field,
};

fn field_strategy() -> impl Strategy<Value = FieldSchema> {
    let kind = prop::sample::select(Kind::ALL.to_vec());
    let unit = prop::option::of(prop::sample::select(Unit::all().collect::<Vec<_>>()));
    let name = prop::option::of("[a-z_]{1,9}");
    (kind, any::<bool>(), unit, ".{0,20}", granularity(), waivers(), name).prop_map(
        |(kind, optional, unit, description, granularity, waivers, name)| {
            let privacy = if kind == Kind::Text { Privacy::Private } else { Privacy::Metadata };
            let field = FieldSchema::new("", privacy, kind);
            FieldSchema { description, optional, unit, granularity, waivers, name, ..field }
        },
    )
}

fn granularity() -> impl Strategy<Value = Granularity> {
    let max = prop::option::of(-1e6..1e6);
    prop_oneof![
        max.clone().prop_map(|max| Granularity { max, rounding: Rounding::Exact }),
        max.prop_map(|max| Granularity { max, rounding: Rounding::PowerOfTwo }),
        (0.001..1e6).prop_map(|step| Granularity { max: None, rounding: Rounding::Step(step) }),
        prop::collection::btree_set(-1000..1000, 2..20).prop_map(|bounds| {
            let bounds = bounds.into_iter().map(f64::from).collect();
            Granularity { max: None, rounding: Rounding::Buckets(bounds) }
        }),
    ]
}

fn waivers() -> impl Strategy<Value = Vec<Waiver>> {
    let waiver = ("T[0-9]{4}", ".{1,20}").prop_map(|(rule, reason)| Waiver { rule, reason });
    prop::collection::vec(waiver, 0..3)
}

type Standing = (Stability, Option<Date>, Option<Billing>, Option<String>, Vec<Waiver>, Building);

type Building = (Vec<String>, bool, Option<SampleRate>);

fn standing() -> impl Strategy<Value = Standing> {
    let stability = prop::sample::select(Stability::ALL.to_vec());
    let date = (1_u16..=9999, 1_u8..=12, 1_u8..=28)
        .prop_map(|(year, month, day)| Date::new(year, month, day).expect("a day"));
    let billing = ("[a-z][a-z_0-9]{1,20}", "[a-z][a-z.]{1,20}")
        .prop_map(|(product, category)| Billing { product, category });
    let renamed_from = "[a-z]{2,9}[.][a-z]{2,9}";
    let option = prop::option::of::<BoxedStrategy<String>>;
    (
        stability,
        prop::option::of(date),
        prop::option::of(billing),
        option(renamed_from.boxed()),
        waivers(),
        (
            prop::collection::vec("[a-z_]{1,9}", 0..3),
            any::<bool>(),
            prop::option::of(
                (SampleRate::LEAST..1.0).prop_map(|rate| SampleRate::new(rate).expect("a rate")),
            ),
        ),
    )
}

fn event_strategy() -> impl Strategy<Value = EventSchema> {
    let names = ("[a-z][a-zA-Z.-]{1,63}", "[a-z][a-zA-Z.-]{1,63}", 0..i32::MAX);
    let texts = (".{0,40}", "[a-z-]{0,10}", "[a-z:]{0,20}");
    let purpose = prop::sample::select(Purpose::ALL.to_vec());
    let fields = prop::collection::vec(field_strategy(), 0..10);
    (names, texts, purpose, fields, standing()).prop_map(
        |(
            (feature, action, version),
            (description, owner, declared_by),
            purpose,
            mut fields,
            (
                stability,
                expires,
                billing,
                renamed_from,
                waivers,
                (absent_keys, unaccepted, sample_rate),
            ),
        )| {
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
                stability,
                expires,
                sample_rate,
                billing,
                renamed_from,
                waivers,
                absent_keys,
                unaccepted: unaccepted.then_some(DefinitionHash([7; 32])),
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
        description: "d".into(),
        owner: "o".into(),
        declared_by: declared_by.into(),
        ..EventSchema::new(feature, action, Purpose::Reliability)
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
    event.fields.push(FieldSchema::new("query", Privacy::Metadata, Kind::Text));
    let catalog = Catalog::new(vec![event]).expect("not checked here");
    let text = Catalog::decode(&catalog.encode()).expect_err("text as metadata").to_string();
    assert!(text.contains("`query`"), "{text}");
}
