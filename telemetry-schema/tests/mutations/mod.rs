//! Every change that a declaration can make, each with the rules that have to
//! find it, and no others.

mod table;

use proptest::prelude::*;
use telemetry_schema::{
    Date, DefinitionHash, EnumCode, EventSchema, FieldSchema, Granularity, Kind, Privacy, Purpose,
    Rounding, SampleRate, Stability, TextReview, Unit, Waiver,
    audit::{Allowed, Limits},
};

use crate::arbitrary;
pub(crate) use table::MUTATIONS;

/// One change.
#[derive(Clone, Copy)]
pub(crate) struct Mutation {
    pub(crate) name: &'static str,
    /// The rules that find it.
    pub(crate) rules: &'static [&'static str],
    pub(crate) apply: fn(&mut EventSchema),
}

impl std::fmt::Debug for Mutation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl Mutation {
    /// The event as the mutation leaves it. Whoever edits has texts reviewed
    /// again, unless the mutation has to do with just that.
    pub(crate) fn of(&self, event: &EventSchema) -> EventSchema {
        let mut event = event.clone();
        reviews(&mut event).for_each(|review| review.definition = DefinitionHash([8; 32]));
        (self.apply)(&mut event);
        event
    }
}

pub(crate) fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

pub(crate) fn reviews(event: &mut EventSchema) -> impl Iterator<Item = &mut TextReview> {
    event.fields.iter_mut().filter_map(|field| field.review.as_mut())
}

pub(crate) fn field<'a>(event: &'a mut EventSchema, key: &str) -> &'a mut FieldSchema {
    event.fields.iter_mut().find(|field| field.key == key).expect("a field of the base")
}

pub(crate) fn review<'a>(event: &'a mut EventSchema, key: &str) -> &'a mut TextReview {
    field(event, key).review.as_mut().expect("an audited field of the base")
}

pub(crate) fn codes(event: &mut EventSchema) -> &mut Vec<EnumCode> {
    let at = event.fields.iter().position(|field| field.key == "m_cause").expect("there");
    let table = event.enums.iter_mut().find(|table| table.field as usize == at);
    &mut table.expect("an enum").codes
}

pub(crate) fn code(code: i32, name: &str, description: &str) -> EnumCode {
    EnumCode { code, name: name.into(), description: description.into() }
}

/// Takes a field out, and moves the enums of those behind it.
pub(crate) fn remove(event: &mut EventSchema, key: &str) {
    let at = event.fields.iter().position(|field| field.key == key).expect("there");
    event.fields.remove(at);
    event.enums.retain(|table| table.field as usize != at);
    for table in event.enums.iter_mut().filter(|table| table.field as usize > at) {
        table.field -= 1;
    }
}

pub(crate) fn add(event: &mut EventSchema, mut field: FieldSchema) {
    if field.description.is_empty() {
        field.description = format!("New: {}.", field.key);
    }
    event.fields.push(field);
}

pub(crate) fn number(key: &str, kind: Kind, max: Option<f64>, rounding: Rounding) -> FieldSchema {
    FieldSchema {
        granularity: Granularity { max, rounding },
        ..FieldSchema::new(key, Privacy::Metadata, kind)
    }
}

pub(crate) fn buckets(bounds: &[f64]) -> Rounding {
    Rounding::Buckets(bounds.to_vec())
}

pub(crate) fn values(max_bytes: u32, values: &[&str]) -> Limits {
    let values = values.iter().map(|value| (*value).to_owned()).collect();
    Limits::new(max_bytes, Allowed::Values(values)).expect("valid")
}

pub(crate) fn pattern(max_bytes: u32, pattern: &str) -> Limits {
    Limits::new(max_bytes, Allowed::Pattern(pattern.to_owned())).expect("valid")
}

pub(crate) fn reviewed(limits: Limits, with_user: bool) -> TextReview {
    TextReview {
        limits,
        with_user,
        definition: DefinitionHash([7; 32]),
        reason: "A closed list.".into(),
        reviewer: "ada@example.com".into(),
        link: "https://example.com/reviews/1".into(),
        date: day("2026-01-01"),
        expires: day("2028-01-01"),
    }
}

pub(crate) fn audited(key: &str, review: TextReview) -> FieldSchema {
    FieldSchema { review: Some(review), ..FieldSchema::new(key, Privacy::Audited, Kind::Text) }
}

/// An event of any kind that has, among others, a field for every mutation.
pub(crate) fn base() -> impl Strategy<Value = EventSchema> {
    arbitrary::event().prop_map(|mut event| {
        event.version = 5;
        event.description = "It was searched.".into();
        event.owner = "search-team".into();
        event.purpose = Purpose::Reliability;
        event.stability = Stability::Stable;
        event.expires = Some(day("2028-01-01"));
        event.billing = None;
        event.sample_rate = SampleRate::new(0.1).ok();
        event.waivers = vec![Waiver { rule: "T0008".into(), reason: "Old clients.".into() }];
        reviews(&mut event).for_each(|review| review.with_user = true);
        for field in own_fields() {
            let codes = vec![
                code(1, "Timeout", "It took too long."),
                code(2, "Denied", "It was not allowed."),
                code(5, "Missing", "It was not there."),
            ];
            arbitrary::push(&mut event, field, "Cause", codes);
        }
        for field in &mut event.fields {
            field.description = format!("About {}.", field.key);
        }
        event
    })
}

fn own_fields() -> Vec<FieldSchema> {
    let step = number("m_count", Kind::U32, Some(100.0), Rounding::Step(10.0));
    let waiver = Waiver { rule: "T0009".into(), reason: "A count.".into() };
    vec![
        FieldSchema { unit: Unit::from_symbol("ms"), waivers: vec![waiver], ..step },
        number("m_exact", Kind::F64, None, Rounding::Exact),
        number("m_size", Kind::U64, None, buckets(&[0.0, 10.0, 100.0])),
        FieldSchema::new("m_cause", Privacy::Metadata, Kind::Enum),
        audited("m_language", reviewed(values(8, &["go", "rust"]), false)),
        audited("m_release", reviewed(pattern(40, "[a-z]{1,32}"), true)),
        FieldSchema::new("m_query", Privacy::Private, Kind::Text),
    ]
}
