//! The rules for names. Each rule is a function from the name to what is wrong
//! with it; the texts for features and actions are those that deployed clients
//! already match on.

use std::fmt;

/// The fewest characters of a feature or action.
pub const MIN_NAME: usize = 2;
/// The most characters of a feature or action.
pub const MAX_NAME: usize = 64;
/// The most characters of a key.
pub const MAX_KEY: usize = 64;
/// The most characters of the name of a client or of a feature flag.
pub const MAX_CONTEXT_NAME: usize = 64;

/// Names that the envelope of an event already uses, and that a key may
/// therefore not have: in a table of events both would be the same column.
pub const ENVELOPE_NAMES: [&str; 14] = [
    "id",
    "timestamp",
    "feature",
    "action",
    "source",
    "parameters",
    "version",
    "metadata",
    "private_metadata",
    "user",
    "user_id",
    "feature_flags",
    "interaction",
    "schema_hash",
];

/// What is wrong with a feature or an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameError {
    /// Feature or action is empty.
    Missing,
    /// Shorter than [`MIN_NAME`] or longer than [`MAX_NAME`].
    Length(NamePart),
    /// Holds a character that is not allowed, or starts with one.
    Characters(NamePart),
}

/// Which of the two names of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamePart {
    /// The feature.
    Feature,
    /// The action.
    Action,
}

impl NamePart {
    /// The word for it: `feature` or `action`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Feature => "feature",
            Self::Action => "action",
        }
    }
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("'feature', 'action' must both be provided"),
            Self::Length(part) => {
                write!(f, "'{}' must be less than 64 characters", part.word())
            }
            Self::Characters(part) => write!(
                f,
                "'{}' must start with a lowercase letter and contain only letters, dashes, and dots",
                part.word()
            ),
        }
    }
}

impl std::error::Error for NameError {}

/// Checks the two names of an event in the order of the protocol: both
/// present, length of each, characters of each.
///
/// # Errors
/// The first rule that is broken.
pub fn check_event(feature: &str, action: &str) -> Result<(), NameError> {
    if feature.is_empty() || action.is_empty() {
        return Err(NameError::Missing);
    }
    check_length(feature, NamePart::Feature)?;
    check_length(action, NamePart::Action)?;
    check_characters(feature, NamePart::Feature)?;
    check_characters(action, NamePart::Action)
}

/// Checks one of the two names by itself.
///
/// # Errors
/// The first rule that is broken.
pub fn check_part(name: &str, part: NamePart) -> Result<(), NameError> {
    if name.is_empty() {
        return Err(NameError::Missing);
    }
    check_length(name, part)?;
    check_characters(name, part)
}

/// Checks a product or a category of billing: the form of a feature's name,
/// where underscores and digits are allowed as well.
///
/// # Errors
/// When the text is not of that form.
pub fn check_billing(name: &str) -> Result<(), BillingNameError> {
    let length = (MIN_NAME..=MAX_NAME).contains(&name.len());
    let starts_lower = name.starts_with(|c: char| c.is_ascii_lowercase());
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    if length && starts_lower && name.chars().all(allowed) { Ok(()) } else { Err(BillingNameError) }
}

/// A text is not the name of a product or category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BillingNameError;

impl fmt::Display for BillingNameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "the name of a product or category has 2 to 64 letters, digits, dashes, dots and underscores, from a lowercase letter on",
        )
    }
}

impl std::error::Error for BillingNameError {}

/// Whether this can be the name of a client or of a feature flag: 1 to 64 ASCII
/// letters, digits, dots, dashes and underscores. A macro asks when it expands
/// and the compiler once more when it evaluates the constant.
#[must_use]
pub const fn is_context_name(name: &str) -> bool {
    let bytes = name.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !(bytes[at].is_ascii_alphanumeric() || matches!(bytes[at], b'.' | b'-' | b'_')) {
            return false;
        }
        at += 1;
    }
    1 <= at && at <= MAX_CONTEXT_NAME
}

fn check_length(name: &str, part: NamePart) -> Result<(), NameError> {
    if (MIN_NAME..=MAX_NAME).contains(&name.chars().count()) {
        Ok(())
    } else {
        Err(NameError::Length(part))
    }
}

fn check_characters(name: &str, part: NamePart) -> Result<(), NameError> {
    let starts_lower = name.starts_with(|c: char| c.is_ascii_lowercase());
    let allowed = |c: char| c.is_ascii_alphabetic() || c == '-' || c == '.';
    if starts_lower && name.chars().all(allowed) {
        Ok(())
    } else {
        Err(NameError::Characters(part))
    }
}

/// The form in which names are compared: two names that differ only by case,
/// dashes or dots are the same to a person who reads a chart.
#[must_use]
pub fn canonical(name: &str) -> String {
    name.chars().filter(|c| *c != '-' && *c != '.').map(|c| c.to_ascii_lowercase()).collect()
}

/// The linker symbol that every declaration of this event defines, so that a
/// second declaration in the same program is an error that names the event.
#[must_use]
pub fn guard_symbol(feature: &str, action: &str) -> String {
    // Canonical names consist of letters, so the double underscore divides
    // feature and action without doubt.
    format!("telemetry_event_declared_twice__{}__{}", canonical(feature), canonical(action))
}

/// What is wrong with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyError {
    /// Empty or longer than [`MAX_KEY`].
    Length,
    /// Not an ASCII letter followed by letters, digits and underscores.
    Characters,
    /// A field's own name that is not in snake case.
    NotSnakeCase,
    /// One of [`ENVELOPE_NAMES`].
    Envelope,
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Length => "a key has 1 to 64 characters",
            Self::Characters => {
                "a key is an ASCII letter followed by ASCII letters, digits and underscores"
            }
            Self::NotSnakeCase => "a key taken from the field's name is in snake case",
            Self::Envelope => "this name belongs to the envelope of every event",
        })
    }
}

impl std::error::Error for KeyError {}

/// Checks a key that was written out as a literal.
///
/// # Errors
/// The first rule that is broken.
pub fn check_key(key: &str) -> Result<(), KeyError> {
    if key.is_empty() || key.chars().count() > MAX_KEY {
        return Err(KeyError::Length);
    }
    let starts_well = key.starts_with(|c: char| c.is_ascii_alphabetic());
    if !starts_well || !key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        return Err(KeyError::Characters);
    }
    if ENVELOPE_NAMES.contains(&key) {
        return Err(KeyError::Envelope);
    }
    Ok(())
}

/// Checks a key that is taken from a field's name, which has in addition to
/// be in snake case.
///
/// # Errors
/// The first rule that is broken.
pub fn check_field_key(key: &str) -> Result<(), KeyError> {
    check_key(key)?;
    if key.chars().any(|c| c.is_ascii_uppercase()) {
        return Err(KeyError::NotSnakeCase);
    }
    Ok(())
}

/// Whether a character is not to be seen on a screen, or moves others there. A
/// reviewer decides by what is to be seen.
#[must_use]
pub fn is_unseen(c: char) -> bool {
    let invisible = matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}');
    c.is_control() || invisible
}

/// Whether a text that should describe something says nothing: blank, or a
/// note to do it later.
#[must_use]
pub fn is_blank_description(text: &str) -> bool {
    let bare = text.trim().trim_end_matches(['.', '!', ':']).to_ascii_lowercase();
    matches!(bare.as_str(), "" | "todo" | "tbd" | "fixme" | "n/a" | "-" | "...")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_protocol() {
        for good in ["ab", "a..b", "a-", "valid.feature", "valid-action", "validFeature.foobar"] {
            assert_eq!(check_event(good, good), Ok(()), "{good}");
        }
        assert_eq!(check_event(&"a".repeat(64), "ab"), Ok(()));
        for bad in ["a1", "a_b", "é1", "a b", "Invalid", ".a", "-a"] {
            assert!(check_event(bad, "ab").is_err(), "{bad}");
            assert!(check_event("ab", bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn rules_are_checked_in_the_order_of_the_protocol() {
        assert_eq!(check_event("", "B"), Err(NameError::Missing));
        assert_eq!(check_event("A1", "b"), Err(NameError::Length(NamePart::Action)));
        assert_eq!(check_event("é", "ab"), Err(NameError::Length(NamePart::Feature)));
        assert_eq!(check_event("A1", "B1"), Err(NameError::Characters(NamePart::Feature)));
        assert_eq!(check_event(&"a".repeat(65), "ab"), Err(NameError::Length(NamePart::Feature)));
    }

    #[test]
    fn names_of_the_context_are_bounded_words() {
        assert!(is_context_name(&"a".repeat(64)) && is_context_name("Editor.v2_x-1"));
        for bad in ["", "a b", "a@b", "größe", "a/b", "a+b", &"a".repeat(65)] {
            assert!(!is_context_name(bad), "{bad}");
        }
    }

    #[test]
    fn names_that_look_alike_share_a_guard() {
        assert_eq!(
            guard_symbol("code-search", "results.shown"),
            guard_symbol("codeSearch", "resultsShown")
        );
        assert_ne!(guard_symbol("ab", "cd"), guard_symbol("abc", "d"));
    }

    #[test]
    fn keys_are_bounded_ascii_and_not_of_the_envelope() {
        assert_eq!(check_field_key("result_count"), Ok(()));
        assert_eq!(check_key("resultCount"), Ok(()));
        assert_eq!(check_field_key("resultCount"), Err(KeyError::NotSnakeCase));
        assert_eq!(check_key("größe"), Err(KeyError::Characters));
        assert_eq!(check_key("_x"), Err(KeyError::Characters));
        assert_eq!(check_key("user_id"), Err(KeyError::Envelope));
        assert_eq!(check_key(""), Err(KeyError::Length));
        assert_eq!(check_key(&"k".repeat(65)), Err(KeyError::Length));
    }

    #[test]
    fn a_description_says_something() {
        for blank in ["", "  ", "todo", "TODO.", "tbd", " TBD "] {
            assert!(is_blank_description(blank), "{blank:?}");
        }
        assert!(!is_blank_description("How many results were shown."));
    }
}
