//! Switching from outside the program that records: what the `telemetry`
//! command does. The file is all that it has in common with a running instance.

use std::path::Path;

use telemetry_core::journal::Journal;

use super::{Remembered, SwitchError, SwitchesFile};
use crate::{
    data_dir::{DataDir, DataDirError},
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
    let file = SwitchesFile::new(data_dir.switches());
    file.change(|it| it.set_mode(mode)).map_err(SwitchError::NotChanged)?;
    let queue = data_dir.queue();
    if !queue.exists() {
        return Ok(Reach::Stopped);
    }
    // No room of its own is to be kept back for this.
    let limits = QueueLimits { ballast_bytes: 0, ..QueueLimits::default() };
    let queue = match Queue::open(queue, limits) {
        Err(QueueError::InUse { .. }) => return Ok(Reach::Running),
        opened => opened?,
    };
    if *mode == Mode::Off {
        Journal::discard_ended(&data_dir.journal()).map_err(SwitchError::NotDeleted)?;
        queue.purge_waiting()?;
    }
    Ok(Reach::Stopped)
}
