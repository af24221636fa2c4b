//! What the lock never gives up: the events, fields and codes that it once
//! knew, with the numbers of the fields, and what it says of those that are
//! gone.

use super::{
    report::{EVENT, Place, Report, both, field},
    rules::{self as rule},
};
use crate::lock::{LockedEvent, LockedField, State};

const FIX: &str = "restore it from version control; `cargo telemetry accept` never loses it";

/// Reports what of the event is not in the later lock as it has to be.
pub(super) fn kept(report: &mut Report, old: &LockedEvent, now: Option<&LockedEvent>) {
    let Some(now) = now else {
        return lost(report, EVENT, "the event is no longer in the lock");
    };
    if is_edited(old, now) {
        lost(report, EVENT, "what the lock says of the event that is gone was edited");
    }
    for old in &old.fields {
        field_kept(report, old, now.field(&old.schema.key));
    }
}

/// Nothing of a removed event changes but where a chain of names ends.
fn is_edited(old: &LockedEvent, now: &LockedEvent) -> bool {
    let ends = match (&old.state, &now.state) {
        (State::Live, _) | (_, State::Live) => return false,
        (State::Removed, State::Removed) => true,
        (State::RenamedTo(_), State::RenamedTo(_)) => true,
        _ => false,
    };
    !ends || old.head != now.head
}

fn field_kept(report: &mut Report, old: &LockedField, now: Option<&LockedField>) {
    let key = &old.schema.key;
    let Some(now) = now else {
        let message = "the field is no longer in the lock, not even as removed";
        return lost(report, field(key), message);
    };
    if old.number != now.number {
        let message = "the number of a field, by which tables know it, never changes".to_owned();
        report.add(rule::NUMBER, field(key), both(old.number, now.number), (message, FIX));
    }
    if is_rewritten(old.last_version, now.last_version, old.schema == now.schema) {
        lost(report, field(key), "what the lock says of the field that is gone was edited");
    }
    codes_kept(report, old, now);
}

fn codes_kept(report: &mut Report, old: &LockedField, now: &LockedField) {
    let (Some(before), Some(after)) = (&old.table, &now.table) else { return };
    for code in &before.codes {
        let number = code.code.code;
        let place = Place { field: Some(&old.schema.key), code: Some(number) };
        match after.codes.iter().find(|now| now.code.code == number) {
            None => lost(report, place, "the code is no longer in the lock, not even as removed"),
            Some(now) => {
                let same = code.code == now.code;
                if is_rewritten(code.last_version, now.last_version, same) {
                    lost(report, place, "what the lock says of the code that is gone was edited");
                }
            }
        }
    }
}

/// Whether what was gone says something else, and was not declared in between:
/// then it would have gone later.
fn is_rewritten(before: Option<i32>, now: Option<i32>, same: bool) -> bool {
    match (before, now) {
        (Some(before), Some(now)) => now < before || (now == before && !same),
        _ => false,
    }
}

fn lost(report: &mut Report, place: Place<'_>, message: &str) {
    report.add(rule::VANISHED, place, (None, None), (message.to_owned(), FIX));
}
