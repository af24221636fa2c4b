//! The short way writes what the long way writes: the wire form field by field
//! as the description of the format has it, with nothing prepared.

use std::{sync::Arc, time::Duration};

use proptest::{collection::vec, option, prelude::*};
use telemetry_schema::{
    Billing, EventSchema, FieldSchema, Granularity, Kind, Privacy, Purpose, SampleRate, Template,
    put_bytes_field, put_varint,
};

use super::{Source, put_event};
use crate::{
    Context, Declaration,
    id::EventId,
    journal::{Batch, Entry},
};

/// An event by its parts, and who recorded it if it was not this program.
#[derive(Debug, Clone)]
struct Parts {
    schema: EventSchema,
    id: [u8; 16],
    at: Duration,
    /// For each field what it has, if it has anything.
    values: Vec<(Option<f64>, Option<String>)>,
    client: Option<Vec<u8>>,
    fields: Vec<u8>,
    other: bool,
}

fn field((key, privacy): (String, Privacy)) -> FieldSchema {
    let kind = if privacy == Privacy::Metadata { Kind::F64 } else { Kind::Text };
    FieldSchema {
        key,
        description: String::new(),
        privacy,
        kind,
        optional: true,
        unit: None,
        granularity: Granularity::default(),
        review: None,
        waivers: Vec::new(),
        name: None,
    }
}

fn schema() -> impl Strategy<Value = EventSchema> {
    let privacy = prop_oneof![
        6 => Just(Privacy::Metadata),
        1 => Just(Privacy::Private),
        1 => Just(Privacy::Audited)
    ];
    let text = "[a-z.]{1,64}";
    let key = prop_oneof!["[a-z]{1,8}", "[a-zA-Z0-9_]{1,64}"];
    let fields =
        prop_oneof![vec((key.clone(), Just(Privacy::Metadata)), 0..64), vec((key, privacy), 0..12)];
    let billing = option::of(("[a-z]{1,64}", "[a-z]{1,64}"));
    let rate = option::of(1e-9..0.999);
    (text, text, any::<i32>(), fields, billing, rate).prop_map(
        |(feature, action, version, fields, billing, rate)| EventSchema {
            version: version.wrapping_abs().max(0),
            fields: fields.into_iter().map(field).collect(),
            billing: billing.map(|(product, category)| Billing { product, category }),
            sample_rate: rate.map(|rate| SampleRate::new(rate).expect("a rate")),
            ..EventSchema::new(feature, action, Purpose::Reliability)
        },
    )
}

fn time() -> impl Strategy<Value = Duration> {
    let seconds = prop_oneof![
        4 => 1_600_000_000..2_000_000_000_u64,
        1 => 0..200_u64,
        1 => (0..64_u32).prop_map(|bits| u64::MAX >> bits),
        1 => (0..64_u32).prop_map(|bits| 1 << bits),
    ];
    let nanoseconds = prop_oneof![0..1_000_000_000_u32, 0..300_u32];
    (seconds, nanoseconds).prop_map(|(seconds, nanoseconds)| Duration::new(seconds, nanoseconds))
}

fn parts() -> impl Strategy<Value = Parts> {
    let number = prop_oneof![8 => any::<f64>().prop_map(Some), 1 => Just(None)];
    let values = vec((number, option::of(".{0,20}")), 64);
    let whole = vec((any::<f64>().prop_map(Some), Just(None)), 64);
    let values = prop_oneof![values, whole];
    let bytes = || vec(any::<u8>(), 0..40);
    (schema(), any::<[u8; 16]>(), time(), values, option::of(bytes()), bytes(), any::<bool>())
        .prop_map(|(schema, id, at, values, client, fields, other)| Parts {
            schema,
            id,
            at,
            values,
            client,
            fields,
            other,
        })
}

impl Parts {
    fn of_kind(&self, text: bool) -> impl Iterator<Item = &(Option<f64>, Option<String>)> {
        let fields = self.schema.fields.iter().zip(&self.values);
        fields.filter(move |(it, _)| (it.kind == Kind::Text) == text).map(|(_, value)| value)
    }

    fn numbers(&self) -> Vec<f64> {
        self.of_kind(false).map(|(number, _)| number.unwrap_or(f64::NAN)).collect()
    }

    fn texts(&self) -> Vec<Option<String>> {
        self.of_kind(true).map(|(_, text)| text.clone()).collect()
    }

    fn context(&self) -> Option<Context> {
        let client = self.client.clone()?;
        Some(Context::of_parts(crate::context::Encoded {
            client,
            fields: self.fields.clone(),
            flags: 0..0,
            flags_left_out: 0,
        }))
    }

    fn source(&self) -> Option<&'static str> {
        self.other.then_some("7.6.5-rc.4")
    }

    /// What is written of it behind what stands there already.
    fn short_way(&self) -> Vec<u8> {
        let declaration = Declaration::of_schema(&self.schema).expect("a declaration");
        let numbers = self.numbers();
        let source = |version| Source::new(version).expect("a version");
        let entry = Entry {
            declaration: Box::leak(Box::new(declaration)),
            id: EventId::from_bytes(self.id),
            at: self.at,
            context: self.context(),
            numbers: 0..numbers.len(),
            texts: self.texts(),
            source: self.source().map(|version| Arc::new(source(version))),
        };
        let batch = Batch::with_numbers(numbers);
        if self.id[0].is_multiple_of(2) {
            // What is prepared with the first event must not leave with others.
            put_event(&mut Vec::new(), &batch, &entry, &source("3.2.1"));
        }
        let mut out = b"before".to_vec();
        put_event(&mut out, &batch, &entry, &source("1.2.3"));
        out
    }

    fn long_way(&self) -> Vec<u8> {
        let mut out = b"before".to_vec();
        put_bytes_field(&mut out, 1, uuid(self.id).as_bytes());
        put_bytes_field(&mut out, 2, &timestamp(self.at));
        let template = Template::of(&self.schema);
        out.extend(&template.head);
        put_bytes_field(&mut out, 5, &self.long_source());
        put_bytes_field(&mut out, 6, &self.long_parameters(&template));
        if self.client.is_some() {
            out.extend(&self.fields);
        }
        out.extend(&template.sampling);
        out
    }

    fn long_source(&self) -> Vec<u8> {
        let (mut version, mut source) = (Vec::new(), Vec::new());
        put_bytes_field(&mut version, 1, self.source().unwrap_or("1.2.3").as_bytes());
        put_bytes_field(&mut source, 1, &version);
        source.extend(self.client.iter().flatten());
        source
    }

    fn long_parameters(&self, template: &Template) -> Vec<u8> {
        let mut out = template.version.clone();
        let audited = self.audited();
        if !audited.is_empty() {
            put_bytes_field(&mut out, 3, &audited);
        }
        out.extend(&template.billing);
        for (field, (number, _)) in self.schema.fields.iter().zip(&self.values) {
            let Some(number) = number.filter(|it| it.is_finite()) else { continue };
            if field.privacy == Privacy::Metadata {
                let mut entry = Vec::new();
                put_bytes_field(&mut entry, 1, field.key.as_bytes());
                entry.push(0x11);
                entry.extend(number.to_le_bytes());
                put_bytes_field(&mut out, 5, &entry);
            }
        }
        out
    }

    fn audited(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for (field, (_, text)) in self.schema.fields.iter().zip(&self.values) {
            let Some(text) = text.as_ref().filter(|_| field.privacy == Privacy::Audited) else {
                continue;
            };
            let (mut value, mut entry) = (Vec::new(), Vec::new());
            put_bytes_field(&mut value, 3, text.as_bytes());
            put_bytes_field(&mut entry, 1, field.key.as_bytes());
            put_bytes_field(&mut entry, 2, &value);
            put_bytes_field(&mut out, 1, &entry);
        }
        out
    }
}

fn uuid(id: [u8; 16]) -> String {
    let digits: String = id.iter().map(|byte| format!("{byte:02x}")).collect();
    let groups = [0..8, 8..12, 12..16, 16..20, 20..32].map(|group| &digits[group]);
    groups.join("-")
}

fn timestamp(at: Duration) -> Vec<u8> {
    let mut out = Vec::new();
    for (tag, number) in [(0x08, at.as_secs()), (0x10, u64::from(at.subsec_nanos()))] {
        if number != 0 {
            out.push(tag);
            put_varint(&mut out, number);
        }
    }
    out
}

proptest! {
    #[test]
    fn both_ways_write_the_same(parts in parts()) {
        prop_assert_eq!(parts.short_way(), parts.long_way());
    }
}
