//! The changes found so far in one event.

use super::{Change, ChangeLevel, ChangeRule, said::Said};

pub(super) struct Report {
    event: String,
    pub(super) changes: Vec<Change>,
}

/// Where in an event.
#[derive(Clone, Copy, Default)]
pub(super) struct Place<'a> {
    pub(super) field: Option<&'a str>,
    pub(super) code: Option<i32>,
}

pub(super) const EVENT: Place<'static> = Place { field: None, code: None };

pub(super) const fn field(key: &str) -> Place<'_> {
    Place { field: Some(key), code: None }
}

impl Report {
    pub(super) fn of(event: String) -> Self {
        Self { event, changes: Vec::new() }
    }

    /// A change, and what to do about it.
    pub(super) fn add(
        &mut self,
        rule: &'static ChangeRule,
        place: Place<'_>,
        (old, new): (Option<String>, Option<String>),
        (message, fix): (String, &str),
    ) {
        self.changes.push(Change {
            rule,
            event: self.event.clone(),
            field: place.field.map(str::to_owned),
            code: place.code,
            old,
            new,
            message,
            fix: fix.to_owned(),
        });
    }

    /// A change in the words that others use for it, too.
    pub(super) fn say(
        &mut self,
        said: Said,
        place: Place<'_>,
        values: (Option<String>, Option<String>),
    ) {
        self.add(said.rule, place, values, (said.message.to_owned(), said.fix));
    }

    /// A change about which there is nothing to do but what its level says.
    pub(super) fn note(
        &mut self,
        rule: &'static ChangeRule,
        place: Place<'_>,
        values: (Option<String>, Option<String>),
        message: String,
    ) {
        let fix = match rule.level {
            ChangeLevel::Free => "`cargo telemetry accept` puts it into the lock",
            _ => "run `cargo telemetry accept` and have the difference reviewed, or undo it",
        };
        self.add(rule, place, values, (message, fix));
    }
}

/// Old and new value, both there.
pub(super) fn both(
    old: impl std::fmt::Display,
    new: impl std::fmt::Display,
) -> (Option<String>, Option<String>) {
    (Some(old.to_string()), Some(new.to_string()))
}

/// What may be absent, in a word.
pub(super) fn or_none(value: Option<impl std::fmt::Display>) -> String {
    value.map_or_else(|| "none".to_owned(), |value| value.to_string())
}
