//! The locks of generated packages: the first is written by the command, from
//! the library that was built; others are added to it as the command would
//! write them. Depends on `command` and on the lock's own reader and writer.

use std::fs;

use telemetry_schema::lock::{LockError, LockedFeature};

use crate::{
    command,
    error::Error,
    package::{Package, Rooms, write_file},
    source::{FEATURE, LOCKED_EVENTS, action},
};

/// Accepts everything that the built library declares.
pub(crate) fn accept(rooms: &Rooms, package: &Package) -> Result<(), Error> {
    let library = package.built_library(&rooms.target());
    command::run(rooms, package, &["accept".as_ref(), library.as_os_str()]).map(drop)
}

/// Adds events that nobody declares to the lock, until it is a large one.
pub(crate) fn enlarge(package: &Package) -> Result<(), Error> {
    let path = package.accepted(FEATURE);
    let mut locked = read(package)?;
    add_others(&mut locked);
    write_file(&path, &locked.write(FEATURE))
}

/// What was accepted.
pub(crate) fn read(package: &Package) -> Result<LockedFeature, Error> {
    let path = package.accepted(FEATURE);
    let text = fs::read_to_string(&path).map_err(Error::files(&path))?;
    LockedFeature::read(FEATURE, &text).map_err(|source: LockError| Error::Lock { path, source })
}

/// Copies of the first event under the names that are not there yet.
fn add_others(locked: &mut LockedFeature) {
    let Some(first) = locked.events.values().next().cloned() else { return };
    for action in (0..LOCKED_EVENTS).map(action) {
        locked.events.entry(action.clone()).or_insert_with(|| {
            let mut event = first.clone();
            event.head.description = format!("The action {action} was taken.");
            event.head.action = action;
            event
        });
    }
}
