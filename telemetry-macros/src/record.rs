//! The bytes that are ready when the program is built: the schema record of an
//! event (`telemetry.v1.EventSchema`, framed as one entry of a `Catalog`) and
//! the parts of its wire form.
//!
//! What only the compiler knows, the kind of a field whose type is not
//! literally a primitive, stays open: the record then names the place, and
//! constant evaluation fills it.

use syn::ext::IdentExt as _;
use telemetry_schema::{Privacy, put_bytes_field, put_varint};

use crate::ast::{Container, Event, Field, ValueEnum};

/// The schema record of an event, up to what only the compiler knows.
pub(crate) struct Record {
    /// The framed record. With holes, the frame has room for a length of four
    /// bytes and every open kind is 0.
    pub(crate) bytes: Vec<u8>,
    /// Where the kinds stand that only the compiler knows, in the order of the
    /// fields; whether the field is optional stands two bytes later.
    pub(crate) holes: Vec<usize>,
}

/// A catalog entry's tag and a length of four bytes.
const OPEN_FRAME: [u8; 5] = [0x0a, 0, 0, 0, 0];

/// The kind of a text that stays on the instance.
const TEXT: u8 = telemetry_schema::Kind::Text.code();

impl Record {
    pub(crate) fn of(container: &Container<'_>, event: &Event<'_>, crate_name: &str) -> Self {
        let mut body = head(container, event, crate_name);
        let mut holes = Vec::new();
        for field in &event.fields {
            put_bytes_field(&mut body, 8, &field_record(field));
            if field.literal_kind().is_none() {
                // The field's message ends with kind and optional, tag and value.
                holes.push(body.len() - 3);
            }
        }
        if holes.is_empty() {
            let mut bytes = Vec::new();
            put_bytes_field(&mut bytes, 1, &body);
            return Self { bytes, holes };
        }
        holes.iter_mut().for_each(|hole| *hole += OPEN_FRAME.len());
        Self { bytes: [&OPEN_FRAME[..], &body].concat(), holes }
    }
}

fn head(container: &Container<'_>, event: &Event<'_>, crate_name: &str) -> Vec<u8> {
    let mut body = Vec::new();
    put_text(&mut body, 1, container.feature());
    put_text(&mut body, 2, container.action(event));
    put_number(&mut body, 3, container.version(event).unsigned_abs());
    put_text(&mut body, 4, &event.description);
    put_text(&mut body, 5, container.owner(event));
    put_number(&mut body, 6, container.purpose(event).map_or(0, |purpose| purpose.code().into()));
    put_text(&mut body, 7, &format!("{crate_name}::{}", container.input.ident.unraw()));
    body
}

fn field_record(field: &Field<'_>) -> Vec<u8> {
    let mut body = Vec::new();
    put_text(&mut body, 1, &field.key());
    put_text(&mut body, 2, &field.description);
    put_number(&mut body, 3, field.privacy().code().into());
    put_text(&mut body, 6, field.unit().map_or("", telemetry_schema::Unit::symbol));
    let kind = match field.privacy() {
        Privacy::Metadata => field.literal_kind().map_or(0, telemetry_schema::Kind::code),
        Privacy::Private => TEXT,
    };
    // Written even when 0, so that the places exist and are the last ones.
    body.extend([0x20, kind, 0x28, 0]);
    body
}

/// The parts of the wire form (`telemetrygateway.v1.Event`) that do not change.
pub(crate) struct Template {
    /// Feature and action.
    pub(crate) head: Vec<u8>,
    /// What precedes the metadata inside `EventParameters`.
    pub(crate) parameters: Vec<u8>,
    /// One entry of the metadata map for each number, its value 0.
    pub(crate) metadata: Vec<u8>,
    /// The keys of the private texts, each behind its length.
    pub(crate) private: Vec<u8>,
}

impl Template {
    pub(crate) fn of(container: &Container<'_>, event: &Event<'_>) -> Self {
        let mut template = Self {
            head: Vec::new(),
            parameters: Vec::new(),
            metadata: Vec::new(),
            private: Vec::new(),
        };
        put_text(&mut template.head, 3, container.feature());
        put_text(&mut template.head, 4, container.action(event));
        put_number(&mut template.parameters, 1, container.version(event).unsigned_abs());
        for field in &event.fields {
            let key = field.key();
            match field.privacy() {
                Privacy::Metadata => put_bytes_field(&mut template.metadata, 5, &map_entry(&key)),
                Privacy::Private => {
                    put_varint(&mut template.private, key.len() as u64);
                    template.private.extend_from_slice(key.as_bytes());
                }
            }
        }
        template
    }
}

/// `map<string, double>`: the key as field 1, the double as field 2.
fn map_entry(key: &str) -> Vec<u8> {
    let mut entry = Vec::new();
    put_bytes_field(&mut entry, 1, key.as_bytes());
    entry.push(0x11);
    entry.extend([0; 8]);
    entry
}

/// The code table of an enum (`telemetry.v1.EnumSchema` without its field).
pub(crate) fn code_table(value: &ValueEnum<'_>) -> Vec<u8> {
    let mut table = Vec::new();
    put_text(&mut table, 2, &value.input.ident.unraw().to_string());
    put_text(&mut table, 3, &value.description);
    for code in &value.codes {
        let mut entry = Vec::new();
        put_number(&mut entry, 1, code.code.unwrap_or_default().try_into().unwrap_or_default());
        put_text(&mut entry, 2, &code.variant.ident.unraw().to_string());
        put_text(&mut entry, 3, &code.description);
        put_bytes_field(&mut table, 4, &entry);
    }
    table
}

fn put_text(out: &mut Vec<u8>, field: u32, text: &str) {
    if !text.is_empty() {
        put_bytes_field(out, field, text.as_bytes());
    }
}

fn put_number(out: &mut Vec<u8>, field: u32, value: u32) {
    if value != 0 {
        put_varint(out, u64::from(field << 3));
        put_varint(out, u64::from(value));
    }
}
