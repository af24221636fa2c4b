//! All events of a build against the whole lock: what is new, what continues
//! something else, and what only looks new.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Change, Steps, compare_after,
    report::{EVENT, Report, both},
    review,
    rules::{self as rule},
};
use crate::{
    EventSchema,
    lock::{Declared, Lock, LockedEvent, LockedField, State},
    names::canonical,
};

/// What has changed in the events of a build. Events of the lock that the build
/// does not contain are no change: absent is not removed.
///
/// A lock that holds only the events in question is enough: those of the
/// declared names, those whose names differ by case, dashes and dots, and
/// those that `renamed_from` leads to.
#[must_use]
pub fn compare_all(lock: &Lock, built: &[Declared<'_>]) -> Vec<Change> {
    compare_all_after(lock, built, Steps::One)
}

pub(super) fn compare_all_after(lock: &Lock, built: &[Declared<'_>], steps: Steps) -> Vec<Change> {
    let alike: BTreeMap<_, _> =
        lock.events().map(|event| (canonical_names(&event.head), event)).collect();
    let mut described: BTreeMap<&str, Vec<&LockedEvent>> = BTreeMap::new();
    for event in lock.events().filter(|event| !event.head.description.trim().is_empty()) {
        described.entry(event.head.description.trim()).or_default().push(event);
    }
    let names = built.iter().map(|it| (it.event.feature.as_str(), it.event.action.as_str()));
    let set = Set { lock, built, names: names.collect(), alike, described, steps };
    let mut built: Vec<Declared<'_>> = built.to_vec();
    built.sort_by_key(|it| (&it.event.feature, &it.event.action, &it.event.declared_by));
    built.into_iter().flat_map(|declared| set.event(declared)).collect()
}

struct Set<'a> {
    lock: &'a Lock,
    built: &'a [Declared<'a>],
    /// The names of what is built.
    names: BTreeSet<(&'a str, &'a str)>,
    alike: BTreeMap<(String, String), &'a LockedEvent>,
    /// By what they say happened.
    described: BTreeMap<&'a str, Vec<&'a LockedEvent>>,
    steps: Steps,
}

/// Whether both have the same keys: a look before the comparison.
fn has_keys(old: &LockedEvent, new: &EventSchema) -> bool {
    let known = |field: &LockedField| new.field(&field.schema.key).is_some();
    old.live_fields().count() == new.fields.len() && old.live_fields().all(known)
}

/// Whether it says nothing of what the rows mean.
fn is_of_words(change: &Change) -> bool {
    [rule::WORDS, rule::VERSION, rule::VERSION_RAISED].contains(&change.rule)
}

fn canonical_names(event: &EventSchema) -> (String, String) {
    (canonical(&event.feature), canonical(&event.action))
}

impl Set<'_> {
    fn event(&self, new: Declared<'_>) -> Vec<Change> {
        let mut report = Report::of(new.event.display_name());
        if let Some(known) = self.lock.event(&new.event.feature, &new.event.action) {
            self.origin(&mut report, known, new.event);
            report.changes.extend(compare_after(known, new, self.steps));
        } else if let Some(alike) = self.alike.get(&canonical_names(new.event)) {
            let old = alike.head.display_name();
            let message = format!(
                "the lock has this event as {old}; names that differ by case, dashes or dots are the same"
            );
            let fix = "write the names as they were, or choose others";
            report.add(rule::SPELLING, EVENT, both(old, new.event.display_name()), (message, fix));
        } else if let Some(name) = &new.event.renamed_from {
            self.renamed(&mut report, name, new);
        } else {
            self.added(&mut report, new);
        }
        review::unreviewed(&mut report, new.event);
        report.changes
    }

    /// An event that is not in the lock.
    fn added(&self, report: &mut Report, new: Declared<'_>) {
        let names = new.event.display_name();
        let values = (None, Some(names.clone()));
        report.note(rule::EVENT_ADDED, EVENT, values, "the event is new".to_owned());
        if let Some(old) = self.look_alike(new) {
            let name = old.dotted_name();
            let message = format!("the event is what `{name}` was, which is no longer built");
            let fix = format!(
                "write `renamed_from = \"{name}\"` if it is the same one, or run \
                 `cargo telemetry accept` if it is another"
            );
            let values = both(old.head.display_name(), names);
            report.add(rule::UNSAID, EVENT, values, (message, &fix));
        }
    }

    /// An event of the lock that this build does not contain and that differs
    /// in its names alone. Without fields there is little that could differ, so
    /// that then at least the feature has to be the same.
    fn look_alike(&self, new: Declared<'_>) -> Option<&LockedEvent> {
        let described = self.described.get(new.event.description.trim())?;
        described.iter().copied().find(|old| {
            let alone = new.event.fields.is_empty() && old.head.feature != new.event.feature;
            let same = || compare_after(old, new, self.steps).iter().all(is_of_words);
            old.state == State::Live
                && !alone
                && !self.is_built(old)
                && has_keys(old, new.event)
                && same()
        })
    }

    /// An event that is not in the lock and says which one it was.
    fn renamed(&self, report: &mut Report, name: &str, new: Declared<'_>) {
        let Some(old) = self.lock.continuation(name) else {
            let message =
                format!("the lock has no live event `{name}` that this one could continue");
            return self.refuse(report, name, message);
        };
        if self.is_built(old) {
            let message =
                format!("`{}` is still declared and cannot be continued", old.dotted_name());
            return self.refuse(report, name, message);
        }
        if let Some(other) = self.rival(old, new.event) {
            let message = format!("{other} continues `{}`, too", old.dotted_name());
            return self.refuse(report, name, message);
        }
        let values = both(old.head.display_name(), new.event.display_name());
        let message = format!("the event continues `{}` under a new name", old.dotted_name());
        report.note(rule::EVENT_RENAMED, EVENT, values, message);
        report.changes.extend(compare_after(old, new, self.steps));
    }

    /// Another event of the build that is to continue the same one.
    fn rival(&self, old: &LockedEvent, new: &EventSchema) -> Option<String> {
        let names = |event: &EventSchema| (event.feature.clone(), event.action.clone());
        let continues = |other: &EventSchema| {
            let from = other.renamed_from.as_ref().and_then(|name| self.lock.continuation(name));
            self.lock.event(&other.feature, &other.action).is_none()
                && from.is_some_and(|from| names(&from.head) == names(&old.head))
        };
        let others = self.built.iter().map(|it| it.event).filter(|it| names(it) != names(new));
        others.into_iter().find(|other| continues(other)).map(EventSchema::display_name)
    }

    /// What an event of the lock says of the one that it continues.
    fn origin(&self, report: &mut Report, known: &LockedEvent, new: &EventSchema) {
        let (before, now) = (&known.head.renamed_from, &new.renamed_from);
        match now {
            _ if before == now => {}
            Some(name) if !self.continues(known, name) => {
                let message = format!(
                    "the event was accepted by itself and cannot continue `{name}` any more"
                );
                self.refuse(report, name, message);
            }
            _ => {
                let message = "the event names another one that it continues".to_owned();
                report.note(rule::WORDS, EVENT, (before.clone(), now.clone()), message);
            }
        }
    }

    fn continues(&self, known: &LockedEvent, name: &str) -> bool {
        let names = |event: &LockedEvent| (event.head.feature.clone(), event.head.action.clone());
        let renamed = self.lock.find(name).is_some_and(|from| names(from) != names(known));
        renamed && self.lock.continuation(name).is_some_and(|last| names(last) == names(known))
    }

    fn is_built(&self, event: &LockedEvent) -> bool {
        self.names.contains(&(event.head.feature.as_str(), event.head.action.as_str()))
    }

    fn refuse(&self, report: &mut Report, name: &str, message: String) {
        let fix =
            "name the event that this one replaces, as `feature.action`, or remove `renamed_from`";
        report.add(rule::RENAMED_FROM, EVENT, (Some(name.to_owned()), None), (message, fix));
    }
}
