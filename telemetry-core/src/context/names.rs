//! The names of a context: of clients and of feature flags. A name is the
//! associated constant of a type, so it is fixed when the program is built.

use std::fmt;

/// A flag whose evaluation is recorded.
pub trait FeatureFlag {
    /// 1 to 64 ASCII letters, digits, dots, dashes and underscores; checked
    /// when the program is built.
    const NAME: &'static str;
}

/// A client application that sends events.
pub trait Client {
    /// 1 to 64 ASCII letters, digits, dots, dashes and underscores; checked
    /// when the program is built.
    const NAME: &'static str;
}

/// The version of a client: three numbers, written `1.2.3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClientVersion {
    /// Changes what others rely on.
    pub major: u32,
    /// Adds.
    pub minor: u32,
    /// Mends.
    pub patch: u32,
}

impl fmt::Display for ClientVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

pub(super) const fn is_name(name: &str) -> bool {
    let bytes = name.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !(bytes[at].is_ascii_alphanumeric() || matches!(bytes[at], b'.' | b'-' | b'_')) {
            return false;
        }
        at += 1;
    }
    at >= 1 && at <= 64
}
