//! The code table of an enum that is used as a value.
//!
//! The table is written twice by the derive: encoded, for the schema that
//! people read, and as the codes alone, by which a value is checked. The two
//! are compared when the program is built, so that what leaves is what the
//! schema says.

use telemetry_schema::compare::CodeWords;

/// The codes of an enum, and what the schema says of them.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct CodeTable {
    /// `telemetry.v1.EnumSchema` without its field.
    encoded: &'static [u8],
    codes: &'static [i32],
    /// Of the names and codes, to compare them with what was accepted.
    fingerprint: u64,
}

impl CodeTable {
    /// Takes what the derive prepared.
    ///
    /// # Panics
    /// When the program is built, if the two do not say the same.
    #[must_use]
    pub const fn declare(encoded: &'static [u8], codes: &'static [i32], fingerprint: u64) -> Self {
        let mut rest = encoded;
        let mut next = 0;
        while let [tag, after @ ..] = rest {
            let (length, after) = varint(after);
            assert!(length <= after.len(), "{}", DAMAGED);
            let (message, after) = after.split_at(length);
            // Name and description, then one message for each code.
            if *tag == 0x22 {
                assert!(next < codes.len() && code_of(message) == codes[next], "{}", DAMAGED);
                next += 1;
            } else {
                assert!(*tag == 0x12 || *tag == 0x1a, "{}", DAMAGED);
            }
            rest = after;
        }
        assert!(next == codes.len(), "{}", DAMAGED);
        Self { encoded, codes, fingerprint }
    }

    pub(crate) const fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    pub(crate) const fn encoded(&self) -> &'static [u8] {
        self.encoded
    }

    pub(crate) const fn codes(&self) -> &'static [i32] {
        self.codes
    }
}

const DAMAGED: &str =
    "a code table comes from `#[derive(MetadataValue)]` alone; use the derive [telemetry::T0022]";

/// The entries of an encoded table, one after the other. In a table of the lock
/// an entry that was given up says so in a field of its own, number 4.
pub(crate) struct Entries {
    rest: &'static [u8],
}

impl Entries {
    pub(crate) const fn of(encoded: &'static [u8]) -> Self {
        Self { rest: encoded }
    }

    /// The next code with what is said of it.
    pub(crate) const fn next(&mut self) -> Option<CodeWords<'static>> {
        while let [tag, after @ ..] = self.rest {
            let (length, after) = varint(after);
            let (message, after) = after.split_at(length);
            self.rest = after;
            if *tag == 0x22 {
                return Some(words(message));
            }
        }
        None
    }
}

/// The tag of what only the lock says of an entry.
const GIVEN_UP: u8 = 0x20;

/// Code, name and description of one entry.
const fn words(mut message: &'static [u8]) -> CodeWords<'static> {
    let code = code_of(message);
    let (mut name, mut description, mut live) = ("", "", true);
    while let [tag, after @ ..] = message {
        let (value, after) = varint(after);
        message = after;
        live &= *tag != GIVEN_UP;
        if *tag == 0x12 || *tag == 0x1a {
            let (text, after) = after.split_at(value);
            message = after;
            let Ok(text) = str::from_utf8(text) else { panic!("{}", DAMAGED) };
            if *tag == 0x12 {
                name = text;
            } else {
                description = text;
            }
        }
    }
    CodeWords { code, name, description, live }
}

/// The code with which an entry begins, 1 to 2147483647.
const fn code_of(message: &[u8]) -> i32 {
    let [0x08, rest @ ..] = message else { return 0 };
    let (code, _) = varint(rest);
    if code <= i32::MAX as usize { code as i32 } else { 0 }
}

const fn varint(bytes: &[u8]) -> (usize, &[u8]) {
    let mut value = 0;
    let mut shift = 0;
    let mut rest = bytes;
    while let [byte, after @ ..] = rest {
        assert!(shift < 35, "{}", DAMAGED);
        value |= (*byte as usize & 0x7f) << shift;
        shift += 7;
        rest = after;
        if *byte < 0x80 {
            return (value, rest);
        }
    }
    panic!("{}", DAMAGED)
}
