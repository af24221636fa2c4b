//! The rules of a declaration: one row for each, with the id that its message
//! ends in.
//!
//! An id never changes its meaning and is never given away again; a retired
//! rule keeps its row. Each row has a page, `docs/rules/<id>.md`. What a rule
//! demands is decided where it is checked; this file only names it.

use std::fmt;

/// One rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// `T` and four digits.
    pub id: &'static str,
    /// A few words for a list.
    pub title: &'static str,
    /// What becomes of a declaration that breaks it.
    pub level: Level,
    /// Who checks it.
    pub speaks: &'static [Speaks],
    /// Whether `allow(…, reason = "…")` can switch it off.
    pub waivable: bool,
}

/// What becomes of a declaration that breaks a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// It does not build, or what it declares is not recorded.
    Deny,
    /// It builds, and a check tells.
    Warn,
    /// The reference says it.
    Note,
}

/// Where a rule speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaks {
    /// `cargo build`, at the user's tokens.
    Build,
    /// A check of a whole catalog: see [`lint`](crate::lint).
    Check,
    /// The start of the program.
    Start,
    /// The generated reference.
    Reference,
}

impl fmt::Display for Rule {
    /// The id as messages show it: `telemetry::T0001`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "telemetry::{}", self.id)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Deny => "deny",
            Self::Warn => "warn",
            Self::Note => "note",
        })
    }
}

impl Rule {
    /// The rule with this id, if there is one.
    #[must_use]
    pub fn find(id: &str) -> Option<&'static Self> {
        RULES.into_iter().find(|rule| rule.id == id)
    }

    /// A message whose first line ends in the id of this rule.
    #[must_use]
    pub fn message(&self, text: impl fmt::Display) -> String {
        let text = text.to_string();
        match text.split_once('\n') {
            Some((first, rest)) => format!("{first} [{self}]\n{rest}"),
            None => format!("{text} [{self}]"),
        }
    }
}

const fn deny(id: &'static str, title: &'static str) -> Rule {
    Rule { id, title, level: Level::Deny, speaks: &[Speaks::Build], waivable: false }
}

/// Metadata is numeric.
pub const NUMERIC: &Rule = &deny("T0001", "metadata is numeric");
/// Keys are those of the declaration.
pub const DYNAMIC_KEYS: &Rule = &deny("T0002", "keys are known when the program is built");
/// Feature and action are literals of the protocol's form.
pub const NAME: &Rule = &deny("T0003", "feature and action are literals of a fixed form");
/// One declaration for each event.
pub const DECLARED_ONCE: &Rule = &Rule {
    speaks: &[Speaks::Build, Speaks::Start, Speaks::Check],
    ..deny("T0004", "an event is declared once in a program")
};
/// Everything is described.
pub const DESCRIPTION: &Rule = &deny("T0005", "everything has a description");
/// Somebody answers for an event, and it is collected for a reason.
pub const OWNER_AND_PURPOSE: &Rule = &deny("T0006", "an event has an owner and a purpose");
/// A unit is declared where one is due, and agrees with the key.
pub const UNIT: &Rule = &deny("T0007", "units are declared and agree with the key");
/// The form of a key.
pub const KEY: &Rule = &deny("T0008", "a key has a fixed form and is unique in its event");
/// No key names a person, a place or a secret.
pub const IDENTIFYING_KEY: &Rule =
    &Rule { waivable: true, ..deny("T0009", "no key names a person, a place or a secret") };
/// An enum used as a value has explicit codes.
pub const VALUE_ENUM: &Rule = &Rule {
    speaks: &[Speaks::Build, Speaks::Check],
    ..deny("T0010", "an enum used as a value has explicit codes")
};
/// A text leaves only as it was reviewed.
pub const AUDITED_TEXT: &Rule = &Rule {
    speaks: &[Speaks::Build, Speaks::Check],
    ..deny("T0011", "a text leaves only after a review of its declaration")
};
/// A text and a person leave together only where the review says so.
pub const TEXT_WITH_IDENTITY: &Rule =
    &deny("T0012", "a text leaves with an identity only where the review says so");
/// What can be declared as an event.
pub const FORM: &Rule = &deny("T0013", "an event is a plain struct or variant with named fields");
/// An event does not outlive its date.
pub const EXPIRY: &Rule = &Rule {
    level: Level::Warn,
    speaks: &[Speaks::Check, Speaks::Start],
    ..deny("T0014", "an event expires within two years, and not unnoticed")
};
/// Integers beyond 2^53 are rounded.
pub const ROUNDED_INTEGER: &Rule = &Rule {
    level: Level::Note,
    speaks: &[Speaks::Check, Speaks::Reference],
    ..deny("T0015", "an integer beyond 2^53 is rounded to a double")
};
/// Names that tell events apart.
pub const UNCLEAR_NAME: &Rule = &Rule {
    level: Level::Warn,
    speaks: &[Speaks::Check],
    ..deny("T0016", "a feature or action has a name that tells it apart")
};
/// The worst case of an event's size.
pub const SIZE: &Rule = &deny("T0017", "an event fits into its budget of bytes");
/// Waivers that waive something.
pub const WAIVER: &Rule = &deny("T0018", "a waiver names a rule that it silences, and a reason");
/// How attributes are written.
pub const ATTRIBUTE: &Rule = &deny("T0019", "attributes are written as documented");
/// Rounding, buckets and maximum suit the value.
pub const GRANULARITY: &Rule = &deny("T0020", "rounding, buckets and maximum suit the value");
/// Private metadata is text.
pub const PRIVATE_TEXT: &Rule = &deny("T0021", "private metadata is text");
/// Nobody implements the traits of the core crate by hand.
pub const SEALED: &Rule = &deny("T0022", "declarations are written by the macros alone");
/// What was accepted can be known.
pub const LOCK: &Rule = &Rule {
    speaks: &[Speaks::Build, Speaks::Check],
    ..deny("T0023", "the lock can be read in full")
};

/// What people read of the events is what was accepted.
pub const REFERENCE: &Rule = &Rule {
    level: Level::Warn,
    speaks: &[Speaks::Check],
    ..deny("T0024", "the reference says what was accepted")
};

/// Every rule, in the order of the ids.
pub const RULES: [&Rule; 24] = [
    NUMERIC,
    DYNAMIC_KEYS,
    NAME,
    DECLARED_ONCE,
    DESCRIPTION,
    OWNER_AND_PURPOSE,
    UNIT,
    KEY,
    IDENTIFYING_KEY,
    VALUE_ENUM,
    AUDITED_TEXT,
    TEXT_WITH_IDENTITY,
    FORM,
    EXPIRY,
    ROUNDED_INTEGER,
    UNCLEAR_NAME,
    SIZE,
    WAIVER,
    ATTRIBUTE,
    GRANULARITY,
    PRIVATE_TEXT,
    SEALED,
    LOCK,
    REFERENCE,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_positions() {
        for (at, rule) in RULES.iter().enumerate() {
            assert_eq!(rule.id, format!("T{:04}", at + 1));
            assert_eq!(Rule::find(rule.id), Some(*rule));
        }
        assert_eq!(Rule::find("T0000"), None);
        assert_eq!(
            KEY.message("a key; choose another"),
            "a key; choose another [telemetry::T0008]"
        );
    }
}
