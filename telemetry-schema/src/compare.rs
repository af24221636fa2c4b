//! What has changed between the lock and a build, and what each change does.
//!
//! Here every change of a declaration gets its rule, its class and its level.
//! It takes what was accepted and what is declared and gives changes; it opens
//! no file, asks no clock and knows nothing of how either came to be. The
//! macros, the command and the documentation all ask here.

mod automaton;
mod code;
mod codes;
mod direction;
mod event;
mod fields;
mod kept;
mod locks;
mod moved;
mod pairs;
mod parts;
mod render;
mod report;
mod review;
mod rules;
mod said;
mod set;
mod texts;

use crate::{
    lint::Class,
    lock::{Declared, Lock, LockedEvent},
};

pub use code::{
    CodeWords, Elsewhere, declared as declared_code, fingerprint, missing as missing_code, same,
};
use event::Steps;
pub use locks::compare_locks;
pub use rules::*;
pub use said::*;
pub use set::compare_all;

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The rule that says what becomes of it.
    pub rule: &'static ChangeRule,
    /// The event as people write it, `(search, resultsShown)`.
    pub event: String,
    /// The key of the field, if it is about one.
    pub field: Option<String>,
    /// The code, if it is about one.
    pub code: Option<i32>,
    /// What was accepted.
    pub old: Option<String>,
    /// What is declared.
    pub new: Option<String>,
    /// What is wrong, lower case and without a full stop.
    pub message: String,
    /// What to do about it, in the same form.
    pub fix: String,
}

impl Change {
    /// What becomes of it.
    #[must_use]
    pub const fn level(&self) -> ChangeLevel {
        self.rule.level
    }

    /// Whether it keeps the event from leaving until it is accepted: every
    /// change but those that are free and add nothing.
    #[must_use]
    pub fn withholds(&self) -> bool {
        let adds = [EVENT_ADDED, FIELD_ADDED, VERSION_RAISED, CODE_ADDED];
        self.level() != ChangeLevel::Free || adds.contains(&self.rule)
    }

    /// What it damages.
    #[must_use]
    pub const fn class(&self) -> Option<Class> {
        self.rule.class
    }
}

/// What has changed in one event since it was accepted; empty if nothing has.
///
/// Only the names have to be the same, or the new one's `renamed_from` has
/// been resolved. What needs other events is in [`compare_all`].
#[must_use]
pub fn compare(locked: &LockedEvent, new: Declared<'_>) -> Vec<Change> {
    compare_after(locked, new, Steps::One)
}

fn compare_after(locked: &LockedEvent, new: Declared<'_>, steps: Steps) -> Vec<Change> {
    let normal = crate::lock::normal(new.event);
    event::compare(locked, Declared { event: &normal, ..new }, steps)
}

/// The lock once this build is part of it.
///
/// # Errors
/// The changes that are never accepted.
pub fn accept(lock: &Lock, built: &[Declared<'_>]) -> Result<Lock, Vec<Change>> {
    let mut denied = compare_all(lock, built);
    denied.retain(|change| change.level() == ChangeLevel::Deny);
    if denied.is_empty() { Ok(Lock::merge_accept(lock, built)) } else { Err(denied) }
}

pub use review::check_definition;
