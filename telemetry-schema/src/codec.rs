//! The protobuf form of schemas and catalogs (`protocol/telemetry/v1/schema.proto`).
//!
//! Written by hand because the macros and annotated programs depend on this
//! crate, and a protobuf library would cost them more to build than all the
//! rest; the tests of the pipeline compare it with one.

use std::fmt;

use crate::{
    EnumCode, EnumSchema, EventSchema, FieldSchema, Kind, MAX_FIELDS, Privacy, Purpose, Unit, names,
};

const VARINT: u8 = 0;
const LENGTH_DELIMITED: u8 = 2;

/// Why bytes are not a catalog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecodeError {
    /// The bytes end inside a value.
    Truncated,
    /// A tag, length or number is not valid protobuf.
    Malformed,
    /// A text is not UTF-8.
    Text,
    /// A required part of an event is missing or not in its closed list.
    Invalid {
        /// The event, as far as it was read.
        event: String,
        /// Which part, and what is wrong with it.
        problem: String,
    },
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truncated => f.write_str("the bytes end inside a value"),
            Self::Malformed => f.write_str("the bytes are not valid protobuf"),
            Self::Text => f.write_str("a text is not UTF-8"),
            Self::Invalid { event, problem } => write!(f, "event {event}: {problem}"),
        }
    }
}

impl std::error::Error for DecodeError {}

/// How many bytes [`put_varint`] writes.
#[must_use]
pub const fn varint_len(value: u64) -> usize {
    let bits = 64 - (value | 1).leading_zeros() as usize;
    bits.div_ceil(7)
}

/// Appends a number in protobuf's variable-length form.
pub fn put_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Appends a length-delimited field: a text, or a message already encoded.
pub fn put_bytes_field(out: &mut Vec<u8>, field: u32, bytes: &[u8]) {
    put_varint(out, u64::from(field << 3 | u32::from(LENGTH_DELIMITED)));
    put_varint(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

fn put_text(out: &mut Vec<u8>, field: u32, text: &str) {
    if !text.is_empty() {
        put_bytes_field(out, field, text.as_bytes());
    }
}

fn put_number(out: &mut Vec<u8>, field: u32, value: u64) {
    if value != 0 {
        put_varint(out, u64::from(field << 3 | u32::from(VARINT)));
        put_varint(out, value);
    }
}

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
        put_text(&mut out, 1, &self.feature);
        put_text(&mut out, 2, &self.action);
        // Negative versions cannot be declared; the cast keeps the type of
        // the wire (int32, sign-extended).
        put_number(&mut out, 3, i64::from(self.version) as u64);
        put_text(&mut out, 4, &self.description);
        put_text(&mut out, 5, &self.owner);
        put_number(&mut out, 6, u64::from(self.purpose.code()));
        put_text(&mut out, 7, &self.declared_by);
        for field in &self.fields {
            put_bytes_field(&mut out, 8, &field.encode());
        }
        for table in &self.enums {
            put_bytes_field(&mut out, 9, &table.encode());
        }
        out
    }
}

impl FieldSchema {
    fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put_text(&mut out, 1, &self.key);
        put_text(&mut out, 2, &self.description);
        put_number(&mut out, 3, u64::from(self.privacy.code()));
        put_number(&mut out, 4, u64::from(self.kind.code()));
        put_number(&mut out, 5, u64::from(self.optional));
        put_text(&mut out, 6, self.unit.map_or("", Unit::symbol));
        out
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

/// One field of a message as it stands on the wire.
enum Value<'a> {
    Varint(u64),
    Bytes(&'a [u8]),
    /// A fixed-width number; no field of ours has one, so it is only skipped.
    Fixed,
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<Option<(u64, Value<'a>)>, DecodeError> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let tag = self.varint()?;
        let value = match (tag & 7) as u8 {
            VARINT => Value::Varint(self.varint()?),
            1 => self.take(8).map(|_| Value::Fixed)?,
            LENGTH_DELIMITED => {
                let length = self.varint()?;
                let length = usize::try_from(length).map_err(|_| DecodeError::Truncated)?;
                Value::Bytes(self.take(length)?)
            }
            5 => self.take(4).map(|_| Value::Fixed)?,
            _ => return Err(DecodeError::Malformed),
        };
        match tag >> 3 {
            0 => Err(DecodeError::Malformed),
            field => Ok(Some((field, value))),
        }
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], DecodeError> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(DecodeError::Truncated)?;
        self.rest = rest;
        Ok(taken)
    }

    fn varint(&mut self) -> Result<u64, DecodeError> {
        let mut value = 0_u64;
        for position in 0..10 {
            let byte = *self.rest.first().ok_or(DecodeError::Truncated)?;
            self.rest = &self.rest[1..];
            value |= u64::from(byte & 0x7f) << (7 * position);
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(DecodeError::Malformed)
    }
}

fn text(value: &Value<'_>) -> Result<String, DecodeError> {
    match value {
        Value::Bytes(bytes) => String::from_utf8(bytes.to_vec()).map_err(|_| DecodeError::Text),
        _ => Err(DecodeError::Malformed),
    }
}

fn message<'a>(value: &Value<'a>) -> Result<Reader<'a>, DecodeError> {
    match value {
        Value::Bytes(bytes) => Ok(Reader { rest: bytes }),
        _ => Err(DecodeError::Malformed),
    }
}

fn number(value: &Value<'_>) -> Result<u64, DecodeError> {
    match value {
        Value::Varint(number) => Ok(*number),
        _ => Err(DecodeError::Malformed),
    }
}

/// An `int32` of the wire: sign-extended to 64 bits.
fn int32(value: &Value<'_>) -> Result<i32, DecodeError> {
    i32::try_from(number(value)? as i64).map_err(|_| DecodeError::Malformed)
}

pub(crate) fn decode_catalog(bytes: &[u8]) -> Result<Vec<EventSchema>, DecodeError> {
    let mut reader = Reader { rest: bytes };
    let mut events = Vec::new();
    while let Some((field, value)) = reader.next()? {
        if field == 1 {
            events.push(decode_event(message(&value)?)?);
        }
    }
    Ok(events)
}

fn decode_event(mut reader: Reader<'_>) -> Result<EventSchema, DecodeError> {
    let mut draft = Draft::default();
    while let Some((field, value)) = reader.next()? {
        match field {
            1 => draft.feature = text(&value)?,
            2 => draft.action = text(&value)?,
            3 => draft.version = int32(&value)?,
            4 => draft.description = text(&value)?,
            5 => draft.owner = text(&value)?,
            6 => draft.purpose = Purpose::from_code(number(&value)?),
            7 => draft.declared_by = text(&value)?,
            8 => draft.fields.push(decode_field(message(&value)?)?),
            9 => draft.enums.push(decode_enum(message(&value)?)?),
            _ => {}
        }
    }
    draft.finish()
}

/// An event while it is read: what is required may still be missing.
#[derive(Default)]
struct Draft {
    feature: String,
    action: String,
    version: i32,
    description: String,
    owner: String,
    purpose: Option<Purpose>,
    declared_by: String,
    fields: Vec<FieldDraft>,
    enums: Vec<EnumSchema>,
}

#[derive(Default)]
struct FieldDraft {
    key: String,
    description: String,
    privacy: Option<Privacy>,
    kind: Option<Kind>,
    optional: bool,
    unit: String,
}

fn decode_field(mut reader: Reader<'_>) -> Result<FieldDraft, DecodeError> {
    let mut draft = FieldDraft::default();
    while let Some((field, value)) = reader.next()? {
        match field {
            1 => draft.key = text(&value)?,
            2 => draft.description = text(&value)?,
            3 => draft.privacy = Privacy::from_code(number(&value)?),
            4 => draft.kind = Kind::from_code(number(&value)?),
            5 => draft.optional = number(&value)? != 0,
            6 => draft.unit = text(&value)?,
            _ => {}
        }
    }
    Ok(draft)
}

fn decode_enum(mut reader: Reader<'_>) -> Result<EnumSchema, DecodeError> {
    let mut table =
        EnumSchema { field: 0, name: String::new(), description: String::new(), codes: Vec::new() };
    while let Some((field, value)) = reader.next()? {
        match field {
            1 => {
                table.field = u32::try_from(number(&value)?).map_err(|_| DecodeError::Malformed)?;
            }
            2 => table.name = text(&value)?,
            3 => table.description = text(&value)?,
            4 => table.codes.push(decode_code(message(&value)?)?),
            _ => {}
        }
    }
    Ok(table)
}

fn decode_code(mut reader: Reader<'_>) -> Result<EnumCode, DecodeError> {
    let mut code = EnumCode { code: 0, name: String::new(), description: String::new() };
    while let Some((field, value)) = reader.next()? {
        match field {
            1 => code.code = int32(&value)?,
            2 => code.name = text(&value)?,
            3 => code.description = text(&value)?,
            _ => {}
        }
    }
    Ok(code)
}

impl Draft {
    fn finish(self) -> Result<EventSchema, DecodeError> {
        let event = format!("({}, {})", self.feature, self.action);
        let invalid = |problem: String| DecodeError::Invalid { event: event.clone(), problem };
        names::check_event(&self.feature, &self.action)
            .map_err(|error| invalid(error.to_string()))?;
        if self.version < 0 {
            return Err(invalid("the version is negative".to_owned()));
        }
        if self.fields.len() > MAX_FIELDS {
            return Err(invalid(format!("more than {MAX_FIELDS} fields")));
        }
        let purpose =
            self.purpose.ok_or_else(|| invalid("the purpose is missing or unknown".to_owned()))?;
        let mut fields = Vec::with_capacity(self.fields.len());
        for draft in self.fields {
            let field = draft.finish().map_err(&invalid)?;
            if fields.iter().any(|other: &FieldSchema| other.key == field.key) {
                return Err(invalid(format!("the key `{}` occurs twice", field.key)));
            }
            fields.push(field);
        }
        check_enums(&fields, &self.enums).map_err(&invalid)?;
        Ok(EventSchema {
            feature: self.feature,
            action: self.action,
            version: self.version,
            description: self.description,
            owner: self.owner,
            purpose,
            declared_by: self.declared_by,
            fields,
            enums: self.enums,
        })
    }
}

/// Every enum field has a table, every table belongs to an enum field, and
/// codes are positive.
fn check_enums(fields: &[FieldSchema], enums: &[EnumSchema]) -> Result<(), String> {
    for (at, field) in fields.iter().enumerate() {
        let tables = enums.iter().filter(|table| table.field as usize == at).count();
        let wanted = usize::from(field.kind == Kind::Enum);
        if tables != wanted {
            return Err(format!("field `{}`: {tables} code tables instead of {wanted}", field.key));
        }
    }
    for table in enums {
        if table.field as usize >= fields.len() {
            return Err(format!("the code table `{}` belongs to no field", table.name));
        }
        if table.codes.iter().any(|code| code.code < 1) {
            return Err(format!("the code table `{}` has a code below 1", table.name));
        }
    }
    Ok(())
}

impl FieldDraft {
    fn finish(self) -> Result<FieldSchema, String> {
        let key = self.key;
        names::check_key(&key).map_err(|error| format!("field `{key}`: {error}"))?;
        let privacy =
            self.privacy.ok_or_else(|| format!("field `{key}`: privacy missing or unknown"))?;
        let kind = self.kind.ok_or_else(|| format!("field `{key}`: kind missing or unknown"))?;
        if (kind == Kind::Text) != (privacy == Privacy::Private) {
            return Err(format!("field `{key}`: {kind} cannot be {privacy}"));
        }
        let unit = match self.unit.as_str() {
            "" => None,
            symbol => Some(
                Unit::from_symbol(symbol)
                    .ok_or_else(|| format!("field `{key}`: unknown unit `{symbol}`"))?,
            ),
        };
        Ok(FieldSchema {
            key,
            description: self.description,
            privacy,
            kind,
            optional: self.optional,
            unit,
        })
    }
}
