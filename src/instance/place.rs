//! Where an instance keeps what it keeps: in a directory, or in memory.
//!
//! Opens everything that there is one of for each instance, and starts nothing.

use std::path::Path;

use telemetry_core::{UserKey, id::EventId, journal::Journal};

use super::StartError;
use crate::{
    data_dir::DataDir,
    queue::{Queue, QueueLimits},
    switches::{Kept, Remembered, SwitchesFile},
};

/// An opened place.
pub(super) struct Place {
    pub(super) queue: Queue,
    pub(super) journal: Journal,
    pub(super) instance_id: String,
    pub(super) user_key: UserKey,
    /// Where it is kept what is switched, and what is switched already.
    pub(super) kept: Option<(Kept, Remembered)>,
}

impl Place {
    /// The queue first: who has it has the directory.
    pub(super) fn in_directory(
        path: &Path,
        limits: QueueLimits,
        user_key: Option<UserKey>,
        journal_capacity: usize,
        version: &str,
    ) -> Result<Self, StartError> {
        let data_dir = DataDir::open(path)?;
        let queue = Queue::open(data_dir.queue(), limits)?;
        let file = SwitchesFile::new(data_dir.switches());
        let remembered = file.read()?;
        let instance_id = data_dir.instance_id()?;
        let user_key = user_key.map_or_else(|| data_dir.user_key(), Ok)?;
        let journal = Journal::open(&data_dir.journal(), journal_capacity, version)
            .map_err(StartError::Journal)?;
        let kept = Some((Kept { file, journals: data_dir.journal() }, remembered));
        Ok(Self { queue, journal, instance_id, user_key, kept })
    }

    pub(super) fn in_memory(
        limits: QueueLimits,
        user_key: Option<UserKey>,
        journal_capacity: usize,
    ) -> Result<Self, StartError> {
        tracing::warn!(
            "telemetry is kept in memory only: what is not exported when this process ends is lost, and the next one is a new instance; set a data directory to keep it"
        );
        let user_key = user_key.map_or_else(UserKey::generate, Ok).map_err(StartError::UserKey)?;
        let journal = Journal::without_directory(journal_capacity).map_err(StartError::Journal)?;
        let queue = Queue::in_memory(limits)?;
        let instance_id = EventId::generate().to_string();
        Ok(Self { queue, journal, instance_id, user_key, kept: None })
    }
}
