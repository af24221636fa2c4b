//! Switching from outside the program that records: what the `telemetry`
//! command does. The file is all that it has in common with a running instance.

use std::path::Path;

use telemetry_core::journal::{Journal, SwitchedOff};

use super::{Remembered, SwitchError, SwitchesFile, check_recorded};
use crate::{
    data_dir::{DataDir, DataDirError},
    declarations::Declarations,
    policy::Mode,
    queue::{Queue, QueueError, QueueLimits},
};

/// Who does what was switched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The processes that run, within a second.
    Running,
    /// It is done: no process runs.
    Stopped,
}

/// What is remembered in this data directory.
///
/// # Errors
/// When it cannot be read in full.
pub fn remembered(data_dir: &Path) -> Result<Remembered, DataDirError> {
    SwitchesFile::new(DataDir::at(data_dir).switches()).read()
}

/// Sets the mode of the instance with this data directory, as
/// [`Telemetry::set_mode`](crate::Telemetry::set_mode) does from inside. On
/// return it is remembered; processes that run learn it within a second, and
/// what waits is purged here if none runs.
///
/// # Errors
/// When it cannot be remembered, or what waits cannot be purged.
pub fn set_mode(data_dir: &Path, mode: &Mode) -> Result<Reach, SwitchError> {
    let data_dir = DataDir::at(data_dir);
    change(&data_dir, |it| it.set_mode(mode))?;
    let Some(queue) = alone(&data_dir)? else { return Ok(Reach::Running) };
    if *mode == Mode::Off {
        Journal::discard_ended(&data_dir.journal()).map_err(SwitchError::NotDeleted)?;
        if let Some(queue) = queue {
            queue.purge_waiting()?;
        }
    }
    Ok(Reach::Stopped)
}

/// Switches an event, or all of a feature, off or on again, as
/// [`Telemetry::set_recorded`](crate::Telemetry::set_recorded) does from inside.
/// `declared` is what the instance's program declares. On return it is
/// remembered; processes that run learn it within a second. If none runs, what
/// the queue has of it is purged here, and what ended processes left of it is
/// left out by the next start.
///
/// # Errors
/// When no such event is declared, it cannot be remembered, or what waits cannot
/// be purged.
pub fn set_recorded(
    data_dir: &Path,
    declared: &Declarations,
    feature: &str,
    action: Option<&str>,
    recorded: bool,
) -> Result<Reach, SwitchError> {
    let data_dir = DataDir::at(data_dir);
    let events = declared.events();
    let names: Vec<_> = events.iter().map(|event| (event.feature(), event.action())).collect();
    let known = SwitchesFile::new(data_dir.switches()).read().map_err(SwitchError::NotChanged)?;
    check_recorded(&names, &known.not_recorded, feature, action, recorded)?;
    change(&data_dir, |it| it.set_recorded(feature, action, recorded))?;
    let Some(queue) = alone(&data_dir)? else { return Ok(Reach::Running) };
    if let Some(queue) = queue.filter(|_| !recorded) {
        let mut off = SwitchedOff::default();
        off.insert(feature, action);
        queue.purge_events(&|feature, action| off.contains(feature, action))?;
    }
    Ok(Reach::Stopped)
}

fn change(data_dir: &DataDir, change: impl FnOnce(&mut Remembered)) -> Result<(), SwitchError> {
    let file = SwitchesFile::new(data_dir.switches());
    file.change(change).map(drop).map_err(SwitchError::NotChanged)
}

/// The queue, if there is one; none at all if a process runs that has it.
fn alone(data_dir: &DataDir) -> Result<Option<Option<Queue>>, QueueError> {
    let queue = data_dir.queue();
    if !queue.exists() {
        return Ok(Some(None));
    }
    // No room of its own is to be kept back for this.
    let limits = QueueLimits { ballast_bytes: 0, ..QueueLimits::default() };
    match Queue::open(queue, limits) {
        Err(QueueError::InUse { .. }) => Ok(None),
        opened => opened.map(|queue| Some(Some(queue))),
    }
}
