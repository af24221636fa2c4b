//! One lock against another, such as that of an earlier revision. Here what is
//! gone is gone: a lock is whole, other than a build.

use super::{
    Change, compare_all,
    report::{EVENT, Report, field},
    rules::{self as rule},
};
use crate::{
    EventSchema,
    lock::{Declared, Lock, LockedEvent, State},
};

/// What has changed from one lock to a later one.
#[must_use]
pub fn compare_locks(old: &Lock, new: &Lock) -> Vec<Change> {
    let live = new.events().filter(|event| event.state == State::Live);
    let live: Vec<EventSchema> = live.map(LockedEvent::schema).collect();
    let live: Vec<Declared<'_>> = live.iter().map(Declared::from).collect();
    let mut changes = compare_all(old, &live);
    for event in old.events() {
        changes.extend(kept(event, new));
    }
    changes
}

/// What became of an event that was in the old lock.
fn kept(old: &LockedEvent, new: &Lock) -> Vec<Change> {
    let mut report = Report::of(old.head.display_name());
    let fix = "restore it from version control; `cargo telemetry accept` leaves a tombstone";
    let Some(now) = new.event(&old.head.feature, &old.head.action) else {
        let message = "the event is no longer in the lock".to_owned();
        report.add(rule::VANISHED, EVENT, (None, None), (message, fix));
        return report.changes;
    };
    if old.state == State::Live && now.state == State::Removed {
        let message = "the event is removed; its names stay reserved".to_owned();
        report.note(rule::EVENT_REMOVED, EVENT, (None, None), message);
    }
    for gone in old.fields.iter().filter(|field| now.field(&field.schema.key).is_none()) {
        let message = "the field is no longer in the lock, not even as a tombstone".to_owned();
        report.add(rule::VANISHED, field(&gone.schema.key), (None, None), (message, fix));
    }
    report.changes
}
