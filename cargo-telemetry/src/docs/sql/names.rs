//! Names of views and columns: readable, unique in both databases, and the same
//! whatever else is in the lock.
//!
//! PostgreSQL cuts a name at 63 bytes, DuckDB does not tell `a` from `A`. A name
//! that is too long, or that another one took, ends in a hash of what it names.

use std::collections::{BTreeMap, BTreeSet};

use telemetry_schema::{
    DefinitionHash,
    lock::{Lock, LockedEvent, State},
};

use crate::docs::facts;

/// The longest name of PostgreSQL, in bytes.
const MAX: usize = 63;

/// Names that were given in one scope.
#[derive(Default)]
pub(super) struct Scope(BTreeSet<String>);

impl Scope {
    /// This name, or one as near to it as is free. `named` is what it names.
    pub(super) fn unique(&mut self, name: &str, named: &str) -> String {
        let mut unique = if name.len() <= MAX { name.to_owned() } else { marked(name, named) };
        let mut again = named.to_owned();
        while !self.0.insert(unique.to_ascii_lowercase()) {
            unique = marked(name, &again);
            again.push('\'');
        }
        unique
    }
}

/// The name with eight digits that stand for what it names.
fn marked(name: &str, named: &str) -> String {
    let hash: String = DefinitionHash::of(named.as_bytes()).0[..4]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    // Names are of ASCII; whoever made them of something else is cut earlier.
    let room = name.floor_char_boundary(MAX - hash.len() - 1);
    format!("{}_{hash}", &name[..room])
}

/// The views of all events, by their paths.
pub(super) struct Names(BTreeMap<String, String>);

impl Names {
    pub(super) fn of(lock: &Lock) -> Self {
        let (live, gone): (Vec<_>, Vec<_>) = lock.events().partition(|it| it.state == State::Live);
        let mut scope = Scope::default();
        // What is recorded now has the plain name.
        let name = |event: &LockedEvent| {
            let path = facts::path(event);
            let name = format!("{}__{}", snake(&event.head.feature), snake(&event.head.action));
            let name = scope.unique(&name, &path);
            (path, name)
        };
        Self(live.into_iter().chain(gone).map(name).collect())
    }

    /// The view of the event with this path.
    pub(super) fn view<'a>(&'a self, path: &'a str) -> &'a str {
        self.0.get(path).map_or(path, String::as_str)
    }
}

/// `resultsShown` becomes `results_shown`, `cody.chat` becomes `cody_chat`.
fn snake(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut out = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| letters[at]);
        let after = letters.get(at + 1);
        let word = letter.is_ascii_uppercase()
            && (before.is_some_and(|c| c.is_ascii_lowercase())
                || after.is_some_and(char::is_ascii_lowercase));
        if word || !letter.is_ascii_alphanumeric() {
            divide(&mut out);
        }
        if letter.is_ascii_alphanumeric() {
            out.push(letter.to_ascii_lowercase());
        }
    }
    out.truncate(out.trim_end_matches('_').len());
    out
}

fn divide(out: &mut String) {
    if !out.is_empty() && !out.ends_with('_') {
        out.push('_');
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{MAX, Scope, snake};

    #[test]
    fn names_are_readable() {
        for (name, becomes) in [
            ("resultsShown", "results_shown"),
            ("cody.chat-web", "cody_chat_web"),
            ("HTTPStatus", "http_status"),
            ("a..", "a"),
        ] {
            assert_eq!(snake(name), becomes);
        }
    }

    proptest! {
        #[test]
        fn no_two_names_are_one(names in prop::collection::vec("[a-bA-B_]{1,3}|x{60,70}[a-c]", 1..40)) {
            let mut scope = Scope::default();
            let given: Vec<_> = names.iter().map(|name| scope.unique(name, name)).collect();
            let mut folded: Vec<_> = given.iter().map(|name| name.to_lowercase()).collect();
            folded.sort();
            folded.dedup();
            prop_assert_eq!(folded.len(), names.len());
            prop_assert!(given.iter().all(|name| (1..=MAX).contains(&name.len())));
        }
    }
}
