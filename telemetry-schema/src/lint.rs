//! The rules that speak over a whole catalog: those that need more than one
//! declaration, today's date, or that only warn.
//!
//! `cargo build` does not run them. A macro sees one declaration at a time,
//! must not ask a clock, and cannot warn. They are for whoever has the catalog:
//! a check in continuous integration, and the start of the program, which logs
//! what they find. They take schemas and a date and give findings; files,
//! clocks and the log are the caller's. Nothing here changes what may leave.

mod duplicates;
mod enums;
mod expiry;
mod integers;
mod names;
mod render;

use std::fmt;

use crate::{
    Date, EventSchema,
    rules::{Level, Rule},
};

pub use expiry::{MAX_EXPIRY_DAYS, SOON_DAYS};
pub use integers::EXACT_INTEGERS;

/// What one rule has to say of one event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// How much it matters here.
    pub level: Level,
    /// What would be damaged, where that can be said.
    pub class: Option<Class>,
    /// The event as people write it, `(search, resultsShown)`. Of a feature, its
    /// first event.
    pub event: String,
    /// The key of the field, if it is about one.
    pub field: Option<String>,
    /// What is declared elsewhere, if two declarations disagree.
    pub old: Option<String>,
    /// What this declaration says.
    pub new: Option<String>,
    /// The crate and type of the declaration.
    pub place: String,
    /// What is wrong, lower case and without a full stop.
    pub message: String,
    /// What to do about it, in the same form.
    pub fix: String,
}

/// What a change damages, or a disagreement between two declarations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Feature, action, key or encoding: rows no longer belong together.
    Wire,
    /// Callers in Rust no longer compile.
    Source,
    /// A series is no longer comparable with itself.
    Meaning,
    /// More is disclosed.
    Privacy,
}

impl Class {
    /// The class as people write it: `wire`, `source`, `meaning` or `privacy`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Wire => "wire",
            Self::Source => "source",
            Self::Meaning => "meaning",
            Self::Privacy => "privacy",
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What the rules over a whole catalog find, ordered by event, place, field and
/// rule, whatever the order of the events. The same event may be among them
/// more than once; that is a finding, too.
#[must_use]
pub fn check(events: &[EventSchema], today: Date) -> Vec<Finding> {
    let mut events: Vec<&EventSchema> = events.iter().collect();
    events.sort_by_key(|&event| (&event.feature, &event.action, &event.declared_by, event.version));
    let mut findings = Vec::new();
    duplicates::check(&events, &mut findings);
    enums::check(&events, &mut findings);
    expiry::check(&events, today, &mut findings);
    integers::check(&events, &mut findings);
    names::check(&events, &mut findings);
    findings.sort_by(|a, b| a.order().cmp(&b.order()));
    findings
}

impl Finding {
    /// What a rule says of an event; the level is the rule's.
    fn new(rule: &'static Rule, event: &EventSchema, message: String, fix: &str) -> Self {
        Self {
            rule,
            level: rule.level,
            class: None,
            event: event.display_name(),
            field: None,
            old: None,
            new: None,
            place: event.declared_by.clone(),
            message,
            fix: fix.to_owned(),
        }
    }

    fn order(&self) -> impl Ord + '_ {
        (&self.event, &self.place, &self.field, self.rule.id, &self.message)
    }
}
