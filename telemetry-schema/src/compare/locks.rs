//! One lock against another, such as that of an earlier revision. Here what is
//! gone is gone: a lock is whole, other than a build. And here an edit by hand
//! shows that a single lock cannot show.

use super::{
    Change, ChangeLevel, Steps, compare_after,
    kept::kept,
    report::{EVENT, Report},
    rules::{self as rule},
    set::compare_all_after,
};
use crate::{
    EventSchema,
    lock::{Declared, Lock, LockedEvent, State},
};

/// What has changed from one lock to a later one, however often something was
/// accepted in between.
#[must_use]
pub fn compare_locks(old: &Lock, new: &Lock) -> Vec<Change> {
    let live = new.events().filter(|event| event.state == State::Live);
    let live: Vec<EventSchema> = live.map(|event| with_origin(event, old, new)).collect();
    let live: Vec<Declared<'_>> = live.iter().map(Declared::from).collect();
    let mut changes = compare_all_after(old, &live, Steps::Many);
    for event in old.events() {
        changes.extend(became(event, old, new));
    }
    changes
}

/// The event with the one of the old lock that it continues. The name that its
/// declaration gives may have come and gone since, or no longer be given.
fn with_origin(event: &LockedEvent, old: &Lock, new: &Lock) -> EventSchema {
    let mut schema = event.schema();
    if known(old, event).is_some() {
        return schema;
    }
    let here = State::RenamedTo(event.dotted_name());
    let mut origins = new.events().filter(|from| {
        from.state == here && known(old, from).is_some_and(|from| from.state == State::Live)
    });
    schema.renamed_from = match origins.next() {
        Some(from) => Some(from.dotted_name()),
        None => schema.renamed_from.filter(|name| old.find(name).is_some()),
    };
    schema
}

fn known<'a>(lock: &'a Lock, event: &LockedEvent) -> Option<&'a LockedEvent> {
    lock.event(&event.head.feature, &event.head.action)
}

/// What became of an event that was in the old lock.
fn became(event: &LockedEvent, old: &Lock, new: &Lock) -> Vec<Change> {
    let mut report = Report::of(event.head.display_name());
    let now = known(new, event);
    kept(&mut report, event, now);
    let Some(now) = now.filter(|_| event.state == State::Live) else { return report.changes };
    let goes_on = match &now.state {
        State::Live => return report.changes,
        State::Removed => None,
        State::RenamedTo(_) => new.continuation(&event.dotted_name()),
    };
    match goes_on {
        Some(next) if known(old, next).is_some() => {
            let name = next.dotted_name();
            let message = format!("the event goes on as `{name}`, which was accepted by itself");
            let fix = "restore it from version control";
            report.add(rule::RENAMED_FROM, EVENT, (None, Some(name)), (message, fix));
        }
        Some(_) => {}
        None => {
            let message = "the event is removed; its names stay reserved".to_owned();
            report.note(rule::EVENT_REMOVED, EVENT, (None, None), message);
            report.changes.extend(denied(event, now));
        }
    }
    report.changes
}

/// What was never to be accepted, of an event that was removed since.
fn denied(old: &LockedEvent, now: &LockedEvent) -> impl Iterator<Item = Change> {
    let last = now.schema();
    let changes = compare_after(old, Declared::from(&last), Steps::Many);
    changes.into_iter().filter(|change| change.level() == ChangeLevel::Deny)
}
