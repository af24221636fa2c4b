//! The entry that a person completes and has reviewed.

use std::fmt::Write;

use crate::DefinitionHash;

/// The entry for one audited string, ready to be appended to
/// `protocol/reviews.toml`. What a person has to decide is left empty, and the
/// reader refuses it until it is filled in.
#[must_use]
pub fn entry_template(
    feature: &str,
    action: &str,
    key: &str,
    definition: &DefinitionHash,
) -> String {
    let (feature, action, key) = (quoted(feature), quoted(action), quoted(key));
    format!(
        r#"[[audited]]
feature = {feature}
action = {action}
field = {key}
definition = "{definition}"
reason = ""        # why this text may leave
max_bytes = 0      # the longest text that is needed, 1 to 256 bytes
values = []        # every text that may leave, or in its place: pattern = "[a-z]{{1,32}}"
with_user = false  # true: may leave in one event with a user's identity
reviewer = ""      # the person or team who decided
link = ""          # where the review was held
date = ""          # the day of the decision, YYYY-MM-DD
expires = ""       # the first day on which it no longer holds, at most 730 days later
"#
    )
}

/// A basic string of TOML. Names that are declared need no escape; this one
/// makes sure that no name can write an entry of its own.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => {
                write!(quoted, "\\u{:04X}", u32::from(c)).expect("a String takes everything");
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
