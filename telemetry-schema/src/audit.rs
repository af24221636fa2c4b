//! What a reviewed text may be: how long, and which texts exactly.
//!
//! The rules live here and need nothing; judging a text against a pattern
//! needs an engine and is behind the feature `audit`. Neither files nor
//! reviewers are known here: a review hands its limits over.

mod error;
#[cfg(feature = "audit")]
mod matcher;
mod pattern;
mod pattern_error;

use std::{collections::BTreeMap, fmt};

use crate::names::is_unseen;

pub use error::LimitsError;
#[cfg(feature = "audit")]
pub use matcher::{Audit, AuditError};
pub use pattern::MAX_PATTERN_BYTES;
pub use pattern_error::{PatternError, PatternFault};

/// The most bytes that a review can allow.
///
/// Long enough for a name, a version or a list of a few words; too short for
/// a document, a stack trace or a key to be carried away in one event.
pub const MAX_TEXT_BYTES: u32 = 256;

/// The most values of a closed list.
pub const MAX_VALUES: usize = 1000;

/// The texts that a review allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Allowed {
    /// One of these, exactly.
    Values(Vec<String>),
    /// Whatever this matches as a whole. The syntax is a bounded part of that
    /// of regular expressions: letters, digits, `_`, `#`, `-`, `\.`, `\+`,
    /// classes of them, groups, `|`, `?`, `{n}` and `{n,m}`.
    Pattern(String),
}

/// The limits of one audited string; valid by construction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    max_bytes: u32,
    allowed: Allowed,
}

impl Limits {
    /// Limits of `max_bytes` (1 to [`MAX_TEXT_BYTES`]) and what is allowed
    /// within them.
    ///
    /// # Errors
    /// The first rule that is broken; [`Limits::problems`] has them all.
    pub fn new(max_bytes: u32, mut allowed: Allowed) -> Result<Self, LimitsError> {
        if let Some(problem) = Self::problems(max_bytes, &allowed).into_iter().next() {
            return Err(problem);
        }
        // The order of a list allows nothing more: equal limits are equal.
        if let Allowed::Values(values) = &mut allowed {
            values.sort_unstable();
        }
        Ok(Self { max_bytes, allowed })
    }

    /// Everything that is wrong with such limits; empty when they are valid.
    #[must_use]
    pub fn problems(max_bytes: u32, allowed: &Allowed) -> Vec<LimitsError> {
        let mut problems = Vec::new();
        // Without a usable maximum, the rest is judged by the highest one.
        let max_bytes = if (1..=MAX_TEXT_BYTES).contains(&max_bytes) {
            max_bytes
        } else {
            problems.push(LimitsError::MaxBytes);
            MAX_TEXT_BYTES
        };
        match allowed {
            Allowed::Values(values) => check_values(values, max_bytes, &mut problems),
            Allowed::Pattern(pattern) => problems.extend(check_pattern(pattern, max_bytes).err()),
        }
        problems
    }

    /// The longest text in bytes, 1 to [`MAX_TEXT_BYTES`].
    #[must_use]
    pub const fn max_bytes(&self) -> u32 {
        self.max_bytes
    }

    /// What is allowed within that length.
    #[must_use]
    pub const fn allowed(&self) -> &Allowed {
        &self.allowed
    }
}

fn check_values(values: &[String], max_bytes: u32, problems: &mut Vec<LimitsError>) {
    if values.is_empty() {
        problems.push(LimitsError::NoValues);
    }
    if values.len() > MAX_VALUES {
        problems.push(LimitsError::TooManyValues { count: values.len() });
    }
    let mut seen = BTreeMap::new();
    for (index, value) in values.iter().enumerate() {
        problems.extend(check_value(index, value, max_bytes).err());
        if let Some(first) = seen.insert(value, index) {
            problems.push(LimitsError::DuplicateValue { index, first });
        }
    }
}

fn check_value(index: usize, value: &str, max_bytes: u32) -> Result<(), LimitsError> {
    if value.trim().is_empty() {
        return Err(LimitsError::EmptyValue { index });
    }
    if value.trim() != value {
        return Err(LimitsError::SpaceAroundValue { index });
    }
    if value.chars().any(is_unseen) {
        return Err(LimitsError::UnseenCharacter { index });
    }
    if value.len() > max_bytes as usize {
        return Err(LimitsError::LongValue { index, bytes: value.len(), max_bytes });
    }
    Ok(())
}

fn check_pattern(pattern: &str, max_bytes: u32) -> Result<(), LimitsError> {
    let longest = pattern::measure(pattern).map_err(LimitsError::Pattern)?.longest;
    if longest > max_bytes {
        return Err(LimitsError::LongPattern { longest, max_bytes });
    }
    Ok(())
}

/// Why a text may not leave. It does not say which text: that one may not
/// leave through a log either.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextRefusal {
    /// Longer than the review allows.
    TooLong,
    /// None of the listed values, or not of the pattern.
    NotAllowed,
}

impl fmt::Display for TextRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLong => {
                "the text is longer than its review allows; record a shorter one or have a longer one reviewed"
            }
            Self::NotAllowed => {
                "the text is not one that its review allows; record another or have this one reviewed"
            }
        })
    }
}

impl std::error::Error for TextRefusal {}
