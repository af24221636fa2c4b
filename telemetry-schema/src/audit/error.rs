//! Why limits are refused.

use std::fmt;

use super::{MAX_TEXT_BYTES, MAX_VALUES, PatternError};

/// Why limits are refused. Positions of values count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitsError {
    /// The maximum is not 1 to [`MAX_TEXT_BYTES`].
    MaxBytes,
    /// The closed list has no values.
    NoValues,
    /// The closed list has more than [`MAX_VALUES`].
    TooManyValues {
        /// How many it has.
        count: usize,
    },
    /// A value is empty or blank.
    EmptyValue {
        /// Which one.
        index: usize,
    },
    /// A value begins or ends with a space.
    SpaceAroundValue {
        /// Which one.
        index: usize,
    },
    /// A value holds a control character or one that is not to be seen.
    UnseenCharacter {
        /// Which one.
        index: usize,
    },
    /// A value is longer than the maximum.
    LongValue {
        /// Which one.
        index: usize,
        /// How long it is.
        bytes: usize,
        /// How long it may be.
        max_bytes: u32,
    },
    /// A value stands twice in the list.
    DuplicateValue {
        /// The second of the two.
        index: usize,
        /// The first of the two.
        first: usize,
    },
    /// The pattern is not one for reviews.
    Pattern(PatternError),
    /// The pattern can match more than the maximum.
    LongPattern {
        /// The length in bytes of its longest match.
        longest: u32,
        /// How long a text may be.
        max_bytes: u32,
    },
}

impl LimitsError {
    /// The position of the value that is meant, from 0, if one is.
    #[must_use]
    pub const fn value(&self) -> Option<usize> {
        match self {
            Self::EmptyValue { index }
            | Self::SpaceAroundValue { index }
            | Self::UnseenCharacter { index }
            | Self::LongValue { index, .. }
            | Self::DuplicateValue { index, .. } => Some(*index),
            _ => None,
        }
    }
}

impl fmt::Display for LimitsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MaxBytes => write!(
                f,
                "`max_bytes` is not a whole number from 1 to {MAX_TEXT_BYTES}; \
                 give the length of the longest text that is needed"
            ),
            Self::NoValues => f.write_str(
                "`values` is empty; list every text that may leave, or give a `pattern`",
            ),
            Self::TooManyValues { count } => write!(
                f,
                "`values` has {count} texts; list at most {MAX_VALUES}, or give a `pattern`"
            ),
            Self::EmptyValue { index } => {
                write!(f, "value {} is blank; remove it, an absent text is `None`", index + 1)
            }
            Self::SpaceAroundValue { index } => {
                write!(f, "value {} begins or ends with a space; remove the space", index + 1)
            }
            Self::UnseenCharacter { index } => write!(
                f,
                "value {} holds a character that is not to be seen; remove it, nobody can review it",
                index + 1
            ),
            Self::LongValue { index, bytes, max_bytes } => write!(
                f,
                "value {} has {bytes} bytes and `max_bytes` is {max_bytes}; raise it or remove the value",
                index + 1
            ),
            Self::DuplicateValue { index, first } => write!(
                f,
                "value {} is the same as value {}; remove one of them",
                index + 1,
                first + 1
            ),
            Self::Pattern(error) => error.fmt(f),
            Self::LongPattern { longest, max_bytes } => write!(
                f,
                "the pattern can match {longest} bytes and `max_bytes` is {max_bytes}; \
                 lower the repetitions or raise `max_bytes`"
            ),
        }
    }
}

impl std::error::Error for LimitsError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Pattern(error) => Some(error),
            _ => None,
        }
    }
}
