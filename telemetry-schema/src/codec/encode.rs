//! Schemas and catalogs, written.

use super::write::{put_bytes_field, put_double, put_number, put_text};
use crate::{
    DefinitionHash, EnumSchema, EventSchema, FieldSchema, Granularity, Rounding, Stability,
    TextReview, Unit, Waiver, audit::Allowed,
};

pub(crate) fn encode_catalog(events: &[EventSchema]) -> Vec<u8> {
    let mut out = Vec::new();
    for event in events {
        put_bytes_field(&mut out, 1, &event.encode());
    }
    out
}

impl EventSchema {
    /// Writes the protobuf form (`telemetry.v1.EventSchema`).
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.put_head(&mut out);
        for field in &self.fields {
            put_bytes_field(&mut out, 8, &field.encode());
        }
        for table in &self.enums {
            put_bytes_field(&mut out, 9, &table.encode());
        }
        self.put_standing(&mut out);
        out
    }

    /// The record up to what only the compiler knows: the kinds of some fields,
    /// whether they are optional, and the code tables. Also gives the places
    /// of the kinds; whether the field is optional stands two bytes later.
    #[must_use]
    pub fn encode_open(&self) -> (Vec<u8>, Vec<usize>) {
        let mut out = Vec::new();
        self.put_head(&mut out);
        self.put_standing(&mut out);
        let places = self.fields.iter().map(|field| {
            put_bytes_field(&mut out, 8, &field.encode_open());
            // The field's message ends with kind and optional, tag and value.
            out.len() - 3
        });
        let places = places.collect();
        (out, places)
    }

    /// What stands before the fields.
    fn put_head(&self, out: &mut Vec<u8>) {
        put_text(out, 1, &self.feature);
        put_text(out, 2, &self.action);
        // Negative versions cannot be declared; the cast keeps the type of
        // the wire (int32, sign-extended).
        put_number(out, 3, i64::from(self.version) as u64);
        put_text(out, 4, &self.description);
        put_text(out, 5, &self.owner);
        put_number(out, 6, u64::from(self.purpose.code()));
        put_text(out, 7, &self.declared_by);
    }

    /// What is said of the event beside its values.
    fn put_standing(&self, out: &mut Vec<u8>) {
        if self.stability != Stability::Stable {
            put_number(out, 10, u64::from(self.stability.code()));
        }
        if let Some(date) = self.expires {
            put_text(out, 11, &date.to_string());
        }
        if let Some(billing) = &self.billing {
            let mut body = Vec::new();
            put_text(&mut body, 1, &billing.product);
            put_text(&mut body, 2, &billing.category);
            put_bytes_field(out, 12, &body);
        }
        put_waivers(out, 13, &self.waivers);
        put_text(out, 14, self.renamed_from.as_deref().unwrap_or(""));
        self.absent_keys.iter().for_each(|key| put_bytes_field(out, 15, key.as_bytes()));
        if let Some(DefinitionHash(hash)) = &self.unaccepted {
            put_bytes_field(out, 16, hash);
        }
        if let Some(rate) = self.sample_rate {
            put_double(out, 17, rate.get());
        }
    }
}

impl FieldSchema {
    fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.put_declared(&mut out);
        put_number(&mut out, 4, u64::from(self.kind.code()));
        put_number(&mut out, 5, u64::from(self.optional));
        out
    }

    /// Kind and optional come last and are written even when they are 0, so
    /// that they can be filled in.
    fn encode_open(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.put_declared(&mut out);
        out.extend([0x20, self.kind.code(), 0x28, u8::from(self.optional)]);
        out
    }

    fn put_declared(&self, out: &mut Vec<u8>) {
        put_text(out, 1, &self.key);
        put_text(out, 2, &self.description);
        put_number(out, 3, u64::from(self.privacy.code()));
        put_text(out, 6, self.unit.map_or("", Unit::symbol));
        self.granularity.put(out);
        if let Some(review) = &self.review {
            put_bytes_field(out, 9, &review.encode());
        }
        put_waivers(out, 10, &self.waivers);
        put_text(out, 11, self.name.as_deref().unwrap_or(""));
    }
}

impl TextReview {
    fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put_number(&mut out, 1, self.limits.max_bytes().into());
        match self.limits.allowed() {
            Allowed::Values(values) => {
                let mut list = Vec::new();
                values.iter().for_each(|value| put_bytes_field(&mut list, 1, value.as_bytes()));
                put_bytes_field(&mut out, 2, &list);
            }
            Allowed::Pattern(pattern) => put_bytes_field(&mut out, 3, pattern.as_bytes()),
        }
        put_number(&mut out, 4, u64::from(self.with_user));
        put_bytes_field(&mut out, 5, &self.definition.0);
        put_text(&mut out, 6, &self.reason);
        put_text(&mut out, 7, &self.reviewer);
        put_text(&mut out, 8, &self.link);
        put_text(&mut out, 9, &self.date.to_string());
        put_text(&mut out, 10, &self.expires.to_string());
        out
    }
}

impl Granularity {
    /// Fields 7 and 8 of a field's schema.
    fn put(&self, out: &mut Vec<u8>) {
        if let Some(max) = self.max {
            put_double(out, 7, max);
        }
        let mut body = Vec::new();
        match &self.rounding {
            Rounding::Exact => return,
            Rounding::Step(step) => put_double(&mut body, 1, *step),
            Rounding::PowerOfTwo => put_number(&mut body, 2, 1),
            Rounding::Buckets(bounds) => {
                let bounds: Vec<u8> = bounds.iter().flat_map(|bound| bound.to_le_bytes()).collect();
                let mut buckets = Vec::new();
                put_bytes_field(&mut buckets, 1, &bounds);
                put_bytes_field(&mut body, 3, &buckets);
            }
        }
        put_bytes_field(out, 8, &body);
    }
}

fn put_waivers(out: &mut Vec<u8>, field: u32, waivers: &[Waiver]) {
    for waiver in waivers {
        let mut body = Vec::new();
        put_text(&mut body, 1, &waiver.rule);
        put_text(&mut body, 2, &waiver.reason);
        put_bytes_field(out, field, &body);
    }
}

impl EnumSchema {
    /// Writes the protobuf form (`telemetry.v1.EnumSchema`).
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put_number(&mut out, 1, u64::from(self.field));
        put_text(&mut out, 2, &self.name);
        put_text(&mut out, 3, &self.description);
        for code in &self.codes {
            let mut entry = Vec::new();
            put_number(&mut entry, 1, i64::from(code.code) as u64);
            put_text(&mut entry, 2, &code.name);
            put_text(&mut entry, 3, &code.description);
            put_bytes_field(&mut out, 4, &entry);
        }
        out
    }
}
