//! The names of a context: of clients and of feature flags, and the version of
//! a client. A name belongs to a type and is a literal of the source code; only
//! the derives below can give it, so no text of the running program, of a file
//! or of the machine that builds becomes one.

use std::{fmt, str::FromStr};

use telemetry_schema::names::is_context_name;

use super::ParseContextError;

/// A name that was written down as a literal. Made by the derives only.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name(&'static str);

impl Name {
    /// # Panics
    /// When it is no name, while the program is built: the derives use it in a
    /// constant, and have told the author before.
    #[must_use]
    pub const fn declare(name: &'static str) -> Self {
        assert!(
            is_context_name(name),
            "a name has 1 to 64 ASCII letters, digits, dots, dashes and underscores"
        );
        Self(name)
    }

    /// The literal.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

/// A flag whose evaluation is recorded.
///
/// ```
/// use telemetry_core::context::FeatureFlag;
///
/// #[derive(FeatureFlag)]
/// #[telemetry(name = "fast-index")]
/// struct FastIndex;
/// ```
///
/// # Safety
///
/// Only `#[derive(FeatureFlag)]` implements it: the name is then a literal that
/// a reviewer has read. An implementation by hand could make a name of
/// anything that is known when the program is built, and programs that deny
/// `unsafe_code` refuse it. Nothing in memory depends on it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a feature flag: a flag is a type with a name of its own [telemetry::T0022]",
    label = "not declared as a flag",
    note = "declare one: `#[derive(FeatureFlag)] #[telemetry(name = \"fast-index\")] struct FastIndex;`"
)]
#[allow(unsafe_code, reason = "so that an implementation by hand stands out; there is no block")]
pub unsafe trait FeatureFlag {
    #[doc(hidden)]
    const NAME: Name;
}

/// A client application that sends events.
///
/// ```
/// use telemetry_core::context::Client;
///
/// #[derive(Client)]
/// #[telemetry(name = "web")]
/// struct Web;
/// ```
///
/// # Safety
///
/// Only `#[derive(Client)]` implements it, for the reason that
/// [`FeatureFlag`] gives.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a client: a client is a type with a name of its own [telemetry::T0022]",
    label = "not declared as a client",
    note = "declare one: `#[derive(Client)] #[telemetry(name = \"web\")] struct Web;`"
)]
#[allow(unsafe_code, reason = "so that an implementation by hand stands out; there is no block")]
pub unsafe trait Client {
    #[doc(hidden)]
    const NAME: Name;
}

/// The version of a client: three numbers from 0 to 999,999, written `1.2.3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClientVersion {
    major: u32,
    minor: u32,
    patch: u32,
}

impl ClientVersion {
    /// The largest number of a version.
    pub const MAX: u32 = 999_999;

    /// The version of these numbers, unless one is above [`ClientVersion::MAX`].
    #[must_use]
    pub const fn new(major: u32, minor: u32, patch: u32) -> Option<Self> {
        if major > Self::MAX || minor > Self::MAX || patch > Self::MAX {
            return None;
        }
        Some(Self { major, minor, patch })
    }
}

impl FromStr for ClientVersion {
    type Err = ParseContextError;

    /// Reads `1.2.3`: each number has 1 to 6 digits, and no zero before
    /// others, so that a version has one spelling.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut numbers = text.split('.').map(number);
        let three = [numbers.next(), numbers.next(), numbers.next()].map(Option::flatten);
        match (three, numbers.next()) {
            ([Some(major), Some(minor), Some(patch)], None) => Self::new(major, minor, patch),
            _ => None,
        }
        .ok_or(ParseContextError::expected("a version of three numbers, as in `1.2.3`"))
    }
}

fn number(part: &str) -> Option<u32> {
    let digits = part.len() <= 6 && part.bytes().all(|byte| byte.is_ascii_digit());
    let one_spelling = part == "0" || !part.starts_with('0');
    (digits && one_spelling).then(|| part.parse().ok()).flatten()
}

impl fmt::Display for ClientVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_three_bounded_numbers() {
        for good in ["1.2.3", "0.0.0", "999999.10.0"] {
            let version: ClientVersion = good.parse().expect("three numbers");
            assert_eq!(version.to_string(), good);
        }
        let spelled = ["", "1.2", "1.2.3.4", "1.2.x", "1..3", "01.2.3", "+1.2.3", "1.2.3-ada"];
        for bad in spelled.into_iter().chain(["1000000.0.0", "0.0.0000001", "1.2.٣"]) {
            assert!(bad.parse::<ClientVersion>().is_err(), "{bad}");
        }
        assert!(ClientVersion::new(0, 999_999, 0).is_some());
        assert!(ClientVersion::new(0, 1_000_000, 0).is_none());
    }
}
