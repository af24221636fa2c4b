//! Protobuf's wire format, read field by field.

use super::DecodeError;

const VARINT: u8 = 0;
const LENGTH_DELIMITED: u8 = 2;

/// One field of a message as it stands on the wire.
pub(super) enum Value<'a> {
    Varint(u64),
    Bytes(&'a [u8]),
    /// Eight bytes: a double, wherever we have one.
    Fixed64([u8; 8]),
    /// Four bytes; no field of ours has them, so they are only skipped.
    Fixed32,
}

pub(super) struct Reader<'a> {
    pub(super) rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) fn next(&mut self) -> Result<Option<(u64, Value<'a>)>, DecodeError> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let tag = self.varint()?;
        let value = match (tag & 7) as u8 {
            VARINT => Value::Varint(self.varint()?),
            1 => Value::Fixed64(self.array()?),
            LENGTH_DELIMITED => {
                let length = self.varint()?;
                let length = usize::try_from(length).map_err(|_| DecodeError::Truncated)?;
                Value::Bytes(self.take(length)?)
            }
            5 => self.take(4).map(|_| Value::Fixed32)?,
            _ => return Err(DecodeError::Malformed),
        };
        // A tag has 32 bits, as every reader of protobuf has it.
        match tag >> 3 {
            field if field > 0 && tag <= u64::from(u32::MAX) => Ok(Some((field, value))),
            _ => Err(DecodeError::Malformed),
        }
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], DecodeError> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(DecodeError::Truncated)?;
        self.rest = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], DecodeError> {
        self.take(N)?.try_into().map_err(|_| DecodeError::Truncated)
    }

    fn varint(&mut self) -> Result<u64, DecodeError> {
        let mut value = 0_u64;
        for position in 0..10 {
            let byte = *self.rest.first().ok_or(DecodeError::Truncated)?;
            self.rest = &self.rest[1..];
            if position == 9 && byte > 1 {
                break;
            }
            value |= u64::from(byte & 0x7f) << (7 * position);
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(DecodeError::Malformed)
    }
}

pub(super) fn text(value: &Value<'_>) -> Result<String, DecodeError> {
    match value {
        Value::Bytes(bytes) => String::from_utf8(bytes.to_vec()).map_err(|_| DecodeError::Text),
        _ => Err(DecodeError::Malformed),
    }
}

pub(super) fn message<'a>(value: &Value<'a>) -> Result<Reader<'a>, DecodeError> {
    match value {
        Value::Bytes(bytes) => Ok(Reader { rest: bytes }),
        _ => Err(DecodeError::Malformed),
    }
}

pub(super) fn number(value: &Value<'_>) -> Result<u64, DecodeError> {
    match value {
        Value::Varint(number) => Ok(*number),
        _ => Err(DecodeError::Malformed),
    }
}

/// An `int32` of the wire: sign-extended to 64 bits.
pub(super) fn int32(value: &Value<'_>) -> Result<i32, DecodeError> {
    i32::try_from(number(value)? as i64).map_err(|_| DecodeError::Malformed)
}

/// A finite double.
pub(super) fn double(value: &Value<'_>) -> Result<f64, DecodeError> {
    match value {
        Value::Fixed64(bytes) => Some(f64::from_le_bytes(*bytes))
            .filter(|it| it.is_finite())
            .ok_or(DecodeError::Malformed),
        _ => Err(DecodeError::Malformed),
    }
}

/// Doubles one after the other.
pub(super) fn doubles(value: &Value<'_>) -> Result<Vec<f64>, DecodeError> {
    let Value::Bytes(bytes) = value else { return Err(DecodeError::Malformed) };
    let (numbers, []) = bytes.as_chunks::<8>() else { return Err(DecodeError::Truncated) };
    numbers.iter().map(|number| double(&Value::Fixed64(*number))).collect()
}
