//! The random ids of a context. Each has at most 128 bits and few forms; a text
//! of any other form is not taken, so that no name or address comes this way.

use std::{fmt, str::FromStr};

/// Why a text is not an id or code of a context. The text is not repeated: it
/// may be anything that a client sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseContextError {
    expected: &'static str,
}

impl ParseContextError {
    pub(super) const fn expected(expected: &'static str) -> Self {
        Self { expected }
    }
}

impl fmt::Display for ParseContextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}; record without it", self.expected)
    }
}

impl std::error::Error for ParseContextError {}

/// An OpenTelemetry trace id: 16 bytes, not all zero.
///
/// These are 128 bits that nothing here can tell from others: such ids are
/// random, and no form distinguishes a random number from a text of 16 bytes.
/// They are the whole budget, once per context. Take them from the tracing
/// library or the `traceparent` header, and from nowhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TraceId([u8; 16]);

impl TraceId {
    /// The id of these bytes, as the tracing library has them; all zero is no
    /// id.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 16]) -> Option<Self> {
        (bytes != [0; 16]).then_some(Self(bytes))
    }
}

impl FromStr for TraceId {
    type Err = ParseContextError;

    /// Reads 32 hexadecimal digits.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error =
            ParseContextError::expected("a trace id of 32 hexadecimal digits, not all zero");
        if text.len() != 32 || !is_hex(text) {
            return Err(error);
        }
        let number = u128::from_str_radix(text, 16).map_err(|_| error)?;
        Self::from_bytes(number.to_be_bytes()).ok_or(error)
    }
}

impl fmt::Display for TraceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

/// The id of an interaction: a UUID, or 16 or 32 hexadecimal digits, in lower
/// case. At most 128 bits, however it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InteractionId(String);

impl InteractionId {
    /// The text on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for InteractionId {
    type Err = ParseContextError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let plain = matches!(text.len(), 16 | 32) && is_hex(text);
        if plain || is_uuid(text) {
            Ok(Self(text.to_ascii_lowercase()))
        } else {
            Err(ParseContextError::expected(
                "an interaction id: a UUID, or 16 or 32 hexadecimal digits",
            ))
        }
    }
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.iter().all(|group| is_hex(group))
        && groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_declared_forms_are_taken() {
        assert!("4BF92F3577b34da6a3ce929d0e0e4736".parse::<TraceId>().is_ok());
        for bad in ["", "0", "00000000000000000000000000000000", "+bf92f3577b34da6a3ce929d0e0e4736"]
        {
            assert!(bad.parse::<TraceId>().is_err(), "{bad}");
        }
        assert!("0b2b7a7e-0f4f-4c3e-9d4e-2f6d1a3b5c7d".parse::<InteractionId>().is_ok());
        assert!("00f067aa0ba902b7".parse::<InteractionId>().is_ok());
        for bad in
            ["", "ada@example.com", "00f067aa", "0b2b7a7e-0f4f-4c3e-9d4e", "customer-name-here"]
        {
            assert!(bad.parse::<InteractionId>().is_err(), "{bad}");
        }
        let digits = "0123456789abcdef".repeat(5);
        let taken = |length: &usize| digits[..*length].parse::<InteractionId>().is_ok();
        assert_eq!((0..=80).filter(taken).collect::<Vec<_>>(), [16, 32]);
    }

    #[test]
    fn an_error_does_not_repeat_what_was_sent() {
        let error = "ada@example.com".parse::<InteractionId>().expect_err("not an id");
        assert!(!error.to_string().contains("ada"));
    }
}
