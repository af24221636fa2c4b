//! The names of protobuf for what the declarations name.
//!
//! Keys, variants and actions are freer than protobuf's style allows. Where
//! two of them would become one name, the later one gets its number, so that
//! what is added never renames what was there.

use std::collections::BTreeSet;

/// Names of one scope. Names that differ only by case and underscores count as
/// one: they are in the code that tools generate.
#[derive(Default)]
pub(super) struct Scope(BTreeSet<String>);

impl Scope {
    /// This name, with the number behind it as often as it takes to be new.
    pub(super) fn unique(&mut self, mut name: String, number: impl std::fmt::Display) -> String {
        while !self.0.insert(folded(&name)) {
            name = format!("{name}_{number}");
        }
        name
    }

    /// Whether the name is new; it is not from now on.
    pub(super) fn take(&mut self, name: &str) -> bool {
        self.0.insert(folded(name))
    }
}

fn folded(name: &str) -> String {
    name.chars().filter(|c| *c != '_').map(|c| c.to_ascii_lowercase()).collect()
}

/// `resultsShown`, `results-shown` and `results.shown` become `ResultsShown`.
pub(super) fn pascal(name: &str) -> String {
    let parts = name.split(|c: char| !c.is_ascii_alphanumeric());
    parts.map(capitalised).collect()
}

fn capitalised(part: &str) -> String {
    let mut letters = part.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// `resultCount` becomes `result_count`, `HTTPStatus` becomes `http_status`.
pub(super) fn snake(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut out = String::new();
    for (at, letter) in letters.iter().enumerate() {
        if !letter.is_ascii_alphanumeric() {
            divide(&mut out);
            continue;
        }
        let before = at.checked_sub(1).map(|at| letters[at]);
        let after = letters.get(at + 1);
        let word = letter.is_ascii_uppercase()
            && (before.is_some_and(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
                || after.is_some_and(char::is_ascii_lowercase));
        if word {
            divide(&mut out);
        }
        out.push(letter.to_ascii_lowercase());
    }
    out.truncate(out.trim_end_matches('_').len());
    out
}

fn divide(out: &mut String) {
    if !out.is_empty() && !out.ends_with('_') {
        out.push('_');
    }
}

/// The name of a value of an enum with this prefix. A name without a letter or
/// digit of ASCII is left to the prefix.
pub(super) fn value(prefix: &str, variant: &str) -> String {
    match snake(variant).to_ascii_uppercase() {
        name if name.is_empty() => format!("{prefix}_CODE"),
        name => format!("{prefix}_{name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_style_of_protobuf() {
        for name in ["resultsShown", "results-shown", "results.shown", "results..shown-"] {
            assert_eq!(pascal(name), "ResultsShown");
        }
        for (name, becomes) in [
            ("resultCount", "result_count"),
            ("result_count", "result_count"),
            ("HTTPStatus", "http_status"),
            ("a__B_", "a_b"),
            ("x2Y", "x2_y"),
            ("cody.chat-web", "cody_chat_web"),
        ] {
            assert_eq!(snake(name), becomes);
        }
        assert_eq!(value("CAUSE", "TimedOut"), "CAUSE_TIMED_OUT");
        assert_eq!(value("CAUSE", "Größe"), "CAUSE_GR_E");
        assert_eq!(value("CAUSE", "é"), "CAUSE_CODE");
    }

    #[test]
    fn a_later_name_gives_way() {
        let mut scope = Scope::default();
        assert_eq!(scope.unique("foo_bar".into(), 1), "foo_bar");
        assert_eq!(scope.unique("foobar".into(), 2), "foobar_2");
        assert_eq!(scope.unique("FOO_BAR".into(), 2), "FOO_BAR_2_2");
    }
}
