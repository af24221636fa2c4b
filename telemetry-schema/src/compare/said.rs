//! What is said of those changes that are found in two places: here, from a
//! whole schema, and by the compiler, from the type of one field.

use super::rules::{self as rule, ChangeRule};

/// A change without its values.
#[derive(Debug, Clone, Copy)]
pub struct Said {
    /// The rule.
    pub rule: &'static ChangeRule,
    /// What is wrong, lower case and without a full stop.
    pub message: &'static str,
    /// What to do about it, in the same form.
    pub fix: &'static str,
}

const BESIDE: &str = "leave this key as it was and add a new one beside it";
const ACCEPT: &str = "run `cargo telemetry accept` and have the difference reviewed, or undo it";

const fn said(rule: &'static ChangeRule, message: &'static str, fix: &'static str) -> Said {
    Said { rule, message, fix }
}

/// Another kind under the same key.
pub const KIND_CHANGED: Said = said(rule::KIND, "the kind of a key never changes", BESIDE);

/// Another kind under the key of a removed field.
pub const KEY_TAKEN: Said = said(
    rule::KEY_REUSED,
    "this key belongs to a removed field of another kind, unit or rounding",
    "choose another key, rows of the old one are still read",
);

/// From required to optional.
pub const BECOMES_OPTIONAL: Said = said(rule::OPTIONAL, "the field becomes optional", ACCEPT);

/// From optional to required.
pub const BECOMES_REQUIRED: Said = said(rule::OPTIONAL, "the field becomes required", ACCEPT);

/// A name under another number.
pub const RENUMBERED: Said =
    said(rule::CODE, "a code has another number", "give it back the number that was accepted");

/// A number under another name, of another meaning.
pub const REUSED: Said = said(
    rule::CODE,
    "a code is given to something else",
    "give the new name a number that was never used, and leave the old one its own",
);

/// A number under another name, of the same meaning.
pub const RENAMED: Said = said(rule::CODE_RENAMED, "a code has another name", ACCEPT);

/// A number that is gone.
pub const REMOVED: Said =
    said(rule::CODE_REMOVED, "a code is removed; its number stays reserved", ACCEPT);
