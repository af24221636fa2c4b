//! Judging a text against its limits.

use std::fmt;

use regex_lite::Regex;

use super::{Allowed, Limits, TextRefusal};

/// Limits made ready to judge texts, in time linear in the text.
#[derive(Debug, Clone)]
pub struct Audit {
    max_bytes: usize,
    matcher: Matcher,
}

#[derive(Debug, Clone)]
enum Matcher {
    /// In order, for a binary search.
    Values(Box<[String]>),
    Pattern(Regex),
}

/// The engine refused a pattern that is valid for reviews. No such pattern is
/// known; whoever meets one withholds the text and reports the pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditError {
    reason: String,
}

impl fmt::Display for AuditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the pattern cannot be compiled: {}; list the texts in `values` and report this",
            self.reason
        )
    }
}

impl std::error::Error for AuditError {}

impl Audit {
    /// Makes limits ready; do it once and keep the result.
    ///
    /// # Errors
    /// When the engine does not take the pattern.
    pub fn new(limits: &Limits) -> Result<Self, AuditError> {
        let matcher = match limits.allowed() {
            Allowed::Values(values) => {
                let mut values = values.clone().into_boxed_slice();
                values.sort_unstable();
                Matcher::Values(values)
            }
            Allowed::Pattern(pattern) => Matcher::Pattern(compile(pattern)?),
        };
        Ok(Self { max_bytes: limits.max_bytes() as usize, matcher })
    }

    /// Whether this text may leave, whole.
    ///
    /// # Errors
    /// Why it may not; the length is judged first.
    pub fn check(&self, text: &str) -> Result<(), TextRefusal> {
        if text.len() > self.max_bytes {
            return Err(TextRefusal::TooLong);
        }
        let allowed = match &self.matcher {
            Matcher::Values(values) => {
                values.binary_search_by(|value| value.as_str().cmp(text)).is_ok()
            }
            Matcher::Pattern(pattern) => pattern.is_match(text),
        };
        if allowed { Ok(()) } else { Err(TextRefusal::NotAllowed) }
    }
}

/// The group makes the anchors hold for every branch of an alternation;
/// without a flag, `$` is the end of the text and not that of a line.
fn compile(pattern: &str) -> Result<Regex, AuditError> {
    Regex::new(&format!("^(?:{pattern})$"))
        .map_err(|error| AuditError { reason: error.to_string() })
}
