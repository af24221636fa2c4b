//! Every change of what is declared against the lock, with the line of the
//! lock that it is about.

use std::collections::BTreeMap;

use telemetry_schema::{
    EventSchema,
    compare::{Change, compare_all, compare_locks},
    lock::{Declared, Lock},
};

use crate::{
    diagnostic::Diagnostic,
    lockfiles::{LockFiles, Places},
};

/// The changes of these declarations.
pub(crate) fn of_build(files: &LockFiles, events: &[EventSchema]) -> Vec<Diagnostic> {
    let declared: Vec<Declared<'_>> = events.iter().map(Declared::from).collect();
    placed(compare_all(&files.lock, &declared), files, events)
}

/// The changes from one lock to a later one.
pub(crate) fn of_locks(old: &LockFiles, new: &LockFiles) -> Vec<Diagnostic> {
    placed(compare_locks(&old.lock, &new.lock), new, &[])
}

/// The changes with their places in these files, and with the declarations
/// that make them.
fn placed(changes: Vec<Change>, files: &LockFiles, events: &[EventSchema]) -> Vec<Diagnostic> {
    if changes.is_empty() {
        return Vec::new();
    }
    let places = Places::of(files);
    let declared: BTreeMap<String, &EventSchema> =
        events.iter().map(|event| (event.display_name(), event)).collect();
    let place = |change: Change| {
        let event = declared.get(&change.event).copied();
        let mut names = names(&change, event, &files.lock).into_iter();
        let location =
            names.find_map(|name| places.find(&name, change.field.as_deref(), change.code));
        let declared_by = event.map(|event| event.declared_by.clone());
        Diagnostic { declared_by, location, ..change.into() }
    };
    changes.into_iter().map(place).collect()
}

/// The names under which the lock may have the event: its own, the one that it
/// is spelled as there, and that of the event which it continues.
fn names(change: &Change, event: Option<&EventSchema>, lock: &Lock) -> Vec<String> {
    let origin = event.and_then(|event| lock.continuation(event.renamed_from.as_ref()?));
    let origin = origin.map(|origin| origin.head.display_name());
    [Some(change.event.clone()), change.old.clone(), origin].into_iter().flatten().collect()
}
