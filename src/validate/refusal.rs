//! Why an event is refused for good. A message names rules and declared names;
//! it never repeats anything that came with the event, so that it can be sent
//! back, logged and shown.

use std::{borrow::Cow, fmt};

use crate::proto::telemetrygateway::v1::RefusalCode;

/// The rule that an event breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// For programs.
    pub code: RefusalCode,
    /// The same for people, with what to do about it; at most 200 bytes.
    pub message: Cow<'static, str>,
}

impl Refusal {
    /// A refusal whose text is fixed.
    pub(super) const fn new(code: RefusalCode, message: &'static str) -> Self {
        Self { code, message: Cow::Borrowed(message) }
    }

    /// A refusal that names a declared key.
    pub(super) fn of_key(code: RefusalCode, key: &str, problem: impl fmt::Display) -> Self {
        Self { code, message: Cow::Owned(format!("metadata `{key}`: {problem}")) }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}
