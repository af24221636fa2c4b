//! Schemas and catalogs, read. What a message means together is checked when
//! its [`draft`](super::draft) is finished.

use super::{
    DecodeError,
    draft::{Draft, FieldDraft, ReviewDraft},
    reader::{Reader, Value, double, doubles, int32, message, number, text},
};
use crate::{
    Billing, DefinitionHash, EnumCode, EnumSchema, EventSchema, Kind, Privacy, Purpose, Rounding,
    Stability, Waiver, audit::Allowed,
};

/// The entries of a catalog's bytes, each with its frame, up to the first that
/// cannot be read.
pub fn catalog_entries(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut reader = Reader { rest: bytes };
    std::iter::from_fn(move || {
        let before = reader.rest;
        reader.next().ok()??;
        Some(&before[..before.len() - reader.rest.len()])
    })
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
            10 => draft.stability = stability(number(&value)?),
            11 => draft.expires = Some(text(&value)?).filter(|date| !date.is_empty()),
            12 => draft.billing = Some(decode_billing(message(&value)?)?),
            13 => draft.waivers.push(decode_waiver(message(&value)?)?),
            14 => draft.renamed_from = Some(text(&value)?).filter(|name| !name.is_empty()),
            15 => draft.absent_keys.push(text(&value)?),
            16 => draft.unaccepted = Some(hash(&value)?),
            17 => draft.sample_rate = Some(double(&value)?),
            _ => {}
        }
    }
    draft.finish()
}

/// Not stated is stable; a word from the future is none.
fn stability(code: u64) -> Option<Stability> {
    if code == 0 { Some(Stability::default()) } else { Stability::from_code(code) }
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
            7 => draft.granularity.max = Some(double(&value)?),
            8 => draft.granularity.rounding = decode_rounding(message(&value)?)?,
            9 => draft.review = Some(decode_review(message(&value)?)?),
            10 => draft.waivers.push(decode_waiver(message(&value)?)?),
            11 => draft.name = Some(text(&value)?).filter(|name| !name.is_empty()),
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

fn decode_review(mut reader: Reader<'_>) -> Result<ReviewDraft, DecodeError> {
    let mut draft = ReviewDraft::default();
    while let Some((field, value)) = reader.next()? {
        match field {
            1 => draft.max_bytes = u32::try_from(number(&value)?).unwrap_or(u32::MAX),
            2 => draft.allowed = Some(Allowed::Values(decode_values(message(&value)?)?)),
            3 => draft.allowed = Some(Allowed::Pattern(text(&value)?)),
            4 => draft.with_user = number(&value)? != 0,
            5 => draft.definition = Some(hash(&value)?),
            6 => draft.reason = text(&value)?,
            7 => draft.reviewer = text(&value)?,
            8 => draft.link = text(&value)?,
            9 => draft.date = text(&value)?,
            10 => draft.expires = text(&value)?,
            _ => {}
        }
    }
    Ok(draft)
}

fn decode_values(mut reader: Reader<'_>) -> Result<Vec<String>, DecodeError> {
    let mut values = Vec::new();
    while let Some((field, value)) = reader.next()? {
        if field == 1 {
            values.push(text(&value)?);
        }
    }
    Ok(values)
}

fn hash(value: &Value<'_>) -> Result<DefinitionHash, DecodeError> {
    let Value::Bytes(bytes) = value else { return Err(DecodeError::Malformed) };
    (*bytes).try_into().map(DefinitionHash).map_err(|_| DecodeError::Malformed)
}

fn decode_rounding(mut reader: Reader<'_>) -> Result<Rounding, DecodeError> {
    let mut rounding = None;
    while let Some((field, value)) = reader.next()? {
        rounding = match field {
            1 => Some(Rounding::Step(double(&value)?)),
            2 => Some(Rounding::PowerOfTwo),
            3 => Some(Rounding::Buckets(decode_buckets(message(&value)?)?)),
            _ => rounding,
        };
    }
    // A form of rounding that this reader does not know is not no rounding.
    rounding.ok_or(DecodeError::Malformed)
}

fn decode_buckets(mut reader: Reader<'_>) -> Result<Vec<f64>, DecodeError> {
    let mut bounds = Vec::new();
    while let Some((field, value)) = reader.next()? {
        if field == 1 {
            bounds.extend(doubles(&value)?);
        }
    }
    Ok(bounds)
}

fn decode_billing(mut reader: Reader<'_>) -> Result<Billing, DecodeError> {
    let mut billing = Billing { product: String::new(), category: String::new() };
    while let Some((field, value)) = reader.next()? {
        match field {
            1 => billing.product = text(&value)?,
            2 => billing.category = text(&value)?,
            _ => {}
        }
    }
    Ok(billing)
}

fn decode_waiver(mut reader: Reader<'_>) -> Result<Waiver, DecodeError> {
    let mut waiver = Waiver { rule: String::new(), reason: String::new() };
    while let Some((field, value)) = reader.next()? {
        match field {
            1 => waiver.rule = text(&value)?,
            2 => waiver.reason = text(&value)?,
            _ => {}
        }
    }
    Ok(waiver)
}
