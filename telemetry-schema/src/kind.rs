//! What a field was declared as, and where its value may go.

use std::fmt;

/// What a field was declared as. On the wire every number is a double; the
/// kind is what makes two versions of a series comparable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Kind {
    /// `bool`, exported as 0 or 1.
    Bool = 1,
    /// Unsigned, 8 bits.
    U8 = 2,
    /// Unsigned, 16 bits.
    U16 = 3,
    /// Unsigned, 32 bits.
    U32 = 4,
    /// Unsigned, 64 bits; above 2^53 the exported double is rounded.
    U64 = 5,
    /// Unsigned, as wide as an address; above 2^53 the exported double is rounded.
    Usize = 6,
    /// Signed, 8 bits.
    I8 = 7,
    /// Signed, 16 bits.
    I16 = 8,
    /// Signed, 32 bits.
    I32 = 9,
    /// Signed, 64 bits; beyond 2^53 the exported double is rounded.
    I64 = 10,
    /// Signed, as wide as an address; beyond 2^53 the exported double is rounded.
    Isize = 11,
    /// Binary floating point, 32 bits.
    F32 = 12,
    /// Binary floating point, 64 bits.
    F64 = 13,
    /// A span of time in the field's unit.
    Duration = 14,
    /// A code of the field's enum.
    Enum = 15,
    /// Text, which stays on the instance unless it was reviewed.
    Text = 16,
}

impl Kind {
    /// Every kind, in the order of its code.
    pub const ALL: [Self; 16] = [
        Self::Bool,
        Self::U8,
        Self::U16,
        Self::U32,
        Self::U64,
        Self::Usize,
        Self::I8,
        Self::I16,
        Self::I32,
        Self::I64,
        Self::Isize,
        Self::F32,
        Self::F64,
        Self::Duration,
        Self::Enum,
        Self::Text,
    ];

    /// The code in a schema record.
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// The kind of this code, if there is one.
    #[must_use]
    pub const fn from_code(code: u64) -> Option<Self> {
        // Codes are positions in the list, from 1.
        if code >= 1 && code <= Self::ALL.len() as u64 {
            Some(Self::ALL[code as usize - 1])
        } else {
            None
        }
    }

    /// The kind as people write it: the primitive type's name, `duration`,
    /// `enum` or `text`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::U8 => "u8",
            Self::U16 => "u16",
            Self::U32 => "u32",
            Self::U64 => "u64",
            Self::Usize => "usize",
            Self::I8 => "i8",
            Self::I16 => "i16",
            Self::I32 => "i32",
            Self::I64 => "i64",
            Self::Isize => "isize",
            Self::F32 => "f32",
            Self::F64 => "f64",
            Self::Duration => "duration",
            Self::Enum => "enum",
            Self::Text => "text",
        }
    }

    /// The kind of the primitive type with this name.
    #[must_use]
    pub fn from_primitive(name: &str) -> Option<Self> {
        const PRIMITIVES: std::ops::Range<usize> = 0..13;
        Self::ALL[PRIMITIVES].iter().copied().find(|kind| kind.as_str() == name)
    }

    /// Whether a value of this kind can be this double. `codes` are those of
    /// the field's enum. A receiver checks this; the recorder's types make
    /// sure of it.
    #[must_use]
    pub fn can_be(self, value: f64, codes: &[i32]) -> bool {
        match self {
            Self::F32 | Self::F64 => value.is_finite(),
            Self::Duration => value.is_finite() && value >= 0.0,
            Self::Enum => codes.iter().any(|code| f64::from(*code) == value),
            Self::Text => false,
            integer => {
                let (low, high) = integer.range();
                value.fract() == 0.0 && (low..=high).contains(&value)
            }
        }
    }

    /// Whether values of this kind are whole numbers that count something.
    #[must_use]
    pub const fn is_integer(self) -> bool {
        (self as u8) >= (Self::U8 as u8) && (self as u8) <= (Self::Isize as u8)
    }

    /// The smallest and the largest value of this kind as doubles. Those of
    /// 64-bit integers are the doubles next to them, because a double is what
    /// the recorder makes of the integer; a duration has up to 2^64 seconds,
    /// given here in nanoseconds.
    #[must_use]
    pub const fn range(self) -> (f64, f64) {
        match self {
            Self::Bool => (0.0, 1.0),
            Self::U8 => (0.0, u8::MAX as f64),
            Self::U16 => (0.0, u16::MAX as f64),
            Self::U32 => (0.0, u32::MAX as f64),
            Self::U64 | Self::Usize => (0.0, u64::MAX as f64),
            Self::I8 => (i8::MIN as f64, i8::MAX as f64),
            Self::I16 => (i16::MIN as f64, i16::MAX as f64),
            Self::I32 => (i32::MIN as f64, i32::MAX as f64),
            Self::I64 | Self::Isize => (i64::MIN as f64, i64::MAX as f64),
            Self::F32 => (f32::MIN as f64, f32::MAX as f64),
            Self::F64 => (f64::MIN, f64::MAX),
            Self::Duration => (0.0, u64::MAX as f64 * 1e9),
            Self::Enum => (1.0, i32::MAX as f64),
            Self::Text => (0.0, 0.0),
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Where a value may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Privacy {
    /// A number that may leave the instance.
    Metadata = 1,
    /// Stays in the instance's own store.
    Private = 2,
    /// A text that may leave because its declaration was reviewed.
    Audited = 3,
}

impl Privacy {
    /// The code in a schema record.
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// The privacy of this code, if there is one.
    #[must_use]
    pub const fn from_code(code: u64) -> Option<Self> {
        match code {
            1 => Some(Self::Metadata),
            2 => Some(Self::Private),
            3 => Some(Self::Audited),
            _ => None,
        }
    }

    /// The word for it: `metadata`, `private` or `audited`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Metadata => "metadata",
            Self::Private => "private",
            Self::Audited => "audited",
        }
    }
}

impl fmt::Display for Privacy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn codes_are_positions() {
        for (position, kind) in Kind::ALL.into_iter().enumerate() {
            assert_eq!(usize::from(kind.code()), position + 1);
            assert_eq!(Kind::from_code(u64::from(kind.code())), Some(kind));
        }
        assert_eq!(Kind::from_primitive("u32"), Some(Kind::U32));
        assert_eq!(Kind::from_primitive("duration"), None);
    }

    #[test]
    fn a_value_fits_its_kind() {
        assert!(Kind::U8.can_be(255.0, &[]) && !Kind::U8.can_be(256.0, &[]));
        assert!(!Kind::U32.can_be(0.5, &[]) && !Kind::U32.can_be(-1.0, &[]));
        assert!(Kind::U64.can_be(u64::MAX as f64, &[]) && Kind::I64.can_be(i64::MIN as f64, &[]));
        assert!(Kind::Enum.can_be(2.0, &[1, 2]) && !Kind::Enum.can_be(3.0, &[1, 2]));
        for kind in Kind::ALL {
            assert!(!kind.can_be(f64::NAN, &[1]) && !kind.can_be(f64::INFINITY, &[1]), "{kind}");
        }
    }
}
