//! The hand-written codec of catalogs against the one that protobuf's
//! compiler makes from the same definition.

use proptest::prelude::*;
use prost::Message as _;
use telemetry_schema::{
    Billing, Catalog, Date, DefinitionHash, EnumCode, EnumSchema, EventSchema, FieldSchema,
    Granularity, Kind, Privacy, Purpose, Rounding, SampleRate, Stability, TextReview, Unit, Waiver,
    audit::{Allowed, Limits},
};
use telemetry_sdk::proto::telemetry::v1 as wire;

fn text() -> impl Strategy<Value = String> {
    any::<String>()
}

fn field() -> impl Strategy<Value = FieldSchema> {
    let kind = prop::sample::select(Kind::ALL.to_vec());
    let unit = prop::option::of(prop::sample::select(Unit::all().collect::<Vec<_>>()));
    let name = prop::option::of("[a-z_]{1,9}");
    let rest = (unit, granularity(), prop::option::of(review()), waivers(), name);
    (text(), kind, any::<bool>(), rest).prop_map(|(description, kind, optional, rest)| {
        let (unit, granularity, review, waivers, name) = rest;
        let review = review.filter(|_| kind == Kind::Text);
        let privacy = match (kind, &review) {
            (Kind::Text, Some(_)) => Privacy::Audited,
            (Kind::Text, None) => Privacy::Private,
            _ => Privacy::Metadata,
        };
        let field = FieldSchema::new("", privacy, kind);
        FieldSchema { description, optional, unit, granularity, review, waivers, name, ..field }
    })
}

fn review() -> impl Strategy<Value = TextReview> {
    let allowed = prop_oneof![
        prop::collection::btree_set("[a-zé]{1,8}", 1..5)
            .prop_map(|values| Allowed::Values(values.into_iter().collect())),
        Just(Allowed::Pattern("[a-z]{1,16}".to_owned())),
    ];
    let prose = ("[a-zé]{1,9}", "[a-z]{1,9}", "[a-z]{1,9}");
    (allowed, 16..=256_u32, any::<bool>(), "[0-9a-f]{64}", prose, any::<bool>()).prop_map(
        |(allowed, max_bytes, with_user, definition, (reason, reviewer, link), soon)| TextReview {
            limits: Limits::new(max_bytes, allowed).expect("limits"),
            with_user,
            definition: format!("sha256:{definition}").parse().expect("a hash"),
            reason,
            reviewer,
            link,
            date: "2026-11-22".parse().expect("a date"),
            expires: if soon { "2027-01-31" } else { "2028-11-01" }.parse().expect("a date"),
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

type Standing =
    (Stability, Option<Date>, Option<Billing>, Option<String>, Vec<Waiver>, Option<SampleRate>);

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
        prop::option::of((SampleRate::LEAST..1.0).prop_map(|it| SampleRate::new(it).unwrap())),
    )
}

fn code() -> impl Strategy<Value = EnumCode> {
    (1..=i32::MAX, text(), text()).prop_map(|(code, name, description)| EnumCode {
        code,
        name,
        description,
    })
}

fn table() -> impl Strategy<Value = EnumSchema> {
    (text(), text(), prop::collection::vec(code(), 0..4))
        .prop_map(|(name, description, codes)| EnumSchema { field: 0, name, description, codes })
}

fn event() -> impl Strategy<Value = EventSchema> {
    let names = ("[a-z][a-zA-Z.-]{1,12}", "[a-z][a-zA-Z.-]{1,12}");
    let fields = prop::collection::vec((field(), table()), 0..6);
    let purpose = prop::sample::select(Purpose::ALL.to_vec());
    (names, 0..=i32::MAX, (text(), text(), text()), purpose, fields, standing()).prop_map(
        |(
            (feature, action),
            version,
            (description, owner, declared_by),
            purpose,
            fields,
            standing,
        )| {
            let (stability, expires, billing, renamed_from, waivers, sample_rate) = standing;
            let mut event = EventSchema {
                feature,
                action,
                version,
                description,
                owner,
                purpose,
                declared_by,
                fields: Vec::new(),
                enums: Vec::new(),
                stability,
                expires,
                sample_rate,
                billing,
                renamed_from,
                waivers,
                absent_keys: vec!["m_absent".to_owned(); (version % 3) as usize],
                unaccepted: (version % 2 == 0).then_some(DefinitionHash([7; 32])),
            };
            for (at, (field, table)) in fields.into_iter().enumerate() {
                if field.kind == Kind::Enum {
                    event.enums.push(EnumSchema { field: at as u32, ..table });
                }
                event.fields.push(FieldSchema { key: format!("key_{at}"), ..field });
            }
            event
        },
    )
}

/// Catalogs without two events of one name.
fn catalog() -> impl Strategy<Value = Catalog> {
    prop::collection::vec(event(), 0..6).prop_filter_map("two of one name", |mut events| {
        let name = |event: &EventSchema| telemetry_schema::names::canonical(&event.feature);
        events.sort_by_key(name);
        events.dedup_by_key(|event| name(event));
        Catalog::new(events).ok()
    })
}

fn wire_field(field: &FieldSchema) -> wire::FieldSchema {
    wire::FieldSchema {
        key: field.key.clone(),
        description: field.description.clone(),
        privacy: field.privacy.code().into(),
        kind: field.kind.code().into(),
        optional: field.optional,
        unit: field.unit.map(|unit| unit.symbol().to_owned()).unwrap_or_default(),
        max: field.granularity.max,
        rounding: wire_rounding(&field.granularity.rounding),
        waivers: field.waivers.iter().map(wire_waiver).collect(),
        review: field.review.as_ref().map(wire_review),
        name: field.name.clone().unwrap_or_default(),
    }
}

fn wire_review(review: &TextReview) -> wire::TextReview {
    use wire::text_review::{Allowed as Wire, Values};
    let allowed = match review.limits.allowed().clone() {
        Allowed::Values(values) => Wire::Values(Values { values }),
        Allowed::Pattern(pattern) => Wire::Pattern(pattern),
    };
    let hash = review.definition.to_string();
    let digits = hash.strip_prefix("sha256:").expect("the form of a hash").as_bytes();
    let byte = |pair: &[u8]| {
        let pair = std::str::from_utf8(pair).expect("two digits");
        u8::from_str_radix(pair, 16).expect("two digits")
    };
    wire::TextReview {
        max_bytes: review.limits.max_bytes(),
        allowed: Some(allowed),
        with_user: review.with_user,
        definition: digits.chunks(2).map(byte).collect(),
        reason: review.reason.clone(),
        reviewer: review.reviewer.clone(),
        link: review.link.clone(),
        date: review.date.to_string(),
        expires: review.expires.to_string(),
    }
}

fn wire_rounding(rounding: &Rounding) -> Option<wire::Rounding> {
    use wire::rounding::{Buckets, Rule};
    let rule = match rounding {
        Rounding::Exact => return None,
        Rounding::Step(step) => Rule::Step(*step),
        Rounding::PowerOfTwo => Rule::PowerOfTwo(true),
        Rounding::Buckets(bounds) => Rule::Buckets(Buckets { bounds: bounds.clone() }),
    };
    Some(wire::Rounding { rule: Some(rule) })
}

fn wire_waiver(waiver: &Waiver) -> wire::Waiver {
    wire::Waiver { rule: waiver.rule.clone(), reason: waiver.reason.clone() }
}

fn wire_table(table: &EnumSchema) -> wire::EnumSchema {
    let code = |code: &EnumCode| wire::EnumCode {
        code: code.code,
        name: code.name.clone(),
        description: code.description.clone(),
    };
    wire::EnumSchema {
        field: table.field,
        name: table.name.clone(),
        description: table.description.clone(),
        codes: table.codes.iter().map(code).collect(),
    }
}

fn wire_event(event: &EventSchema) -> wire::EventSchema {
    wire::EventSchema {
        feature: event.feature.clone(),
        action: event.action.clone(),
        version: event.version,
        description: event.description.clone(),
        owner: event.owner.clone(),
        purpose: event.purpose.code().into(),
        declared_by: event.declared_by.clone(),
        fields: event.fields.iter().map(wire_field).collect(),
        enums: event.enums.iter().map(wire_table).collect(),
        stability: match event.stability {
            Stability::Stable => 0,
            other => other.code().into(),
        },
        expires: event.expires.map(|date| date.to_string()).unwrap_or_default(),
        billing: event.billing.as_ref().map(|billing| wire::Billing {
            product: billing.product.clone(),
            category: billing.category.clone(),
        }),
        waivers: event.waivers.iter().map(wire_waiver).collect(),
        renamed_from: event.renamed_from.clone().unwrap_or_default(),
        absent_keys: event.absent_keys.clone(),
        unaccepted: event.unaccepted.map(|hash| hash.0.to_vec()).unwrap_or_default(),
        sample_rate: event.sample_rate.map(SampleRate::get),
    }
}

fn wire_catalog(catalog: &Catalog) -> wire::Catalog {
    wire::Catalog { events: catalog.events().iter().map(wire_event).collect() }
}

proptest! {
    #[test]
    fn both_codecs_write_and_read_the_same(catalog in catalog()) {
        let ours = catalog.encode();
        let expected = wire_catalog(&catalog);
        prop_assert_eq!(&wire::Catalog::decode(&ours[..]).unwrap(), &expected);
        prop_assert_eq!(&Catalog::decode(&expected.encode_to_vec()).unwrap(), &catalog);
    }

    /// Damage is an error or another catalog, and never a panic; what our
    /// reader takes, the other one takes, too.
    #[test]
    fn damage_is_no_panic(
        catalog in catalog(),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let mut bytes = catalog.encode();
        if !bytes.is_empty() {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if Catalog::decode(&bytes).is_ok() {
            prop_assert!(wire::Catalog::decode(&bytes[..]).is_ok());
        }
    }
}

/// The events of this very program, as the linker collected them.
#[test]
fn the_catalog_of_a_program_is_read_by_protobuf() {
    let catalog = telemetry_core::linked_catalog().unwrap();
    assert_eq!(wire::Catalog::decode(&catalog.encode()[..]).unwrap(), wire_catalog(&catalog));
    let everything = catalog.find("wire.everyKind", "written").unwrap();
    let kinds: Vec<_> = everything.fields.iter().map(|field| field.kind).collect();
    assert_eq!(kinds[..13], Kind::ALL[..13]);
}
