//! The lock: what was accepted of every event, as `protocol/events/<feature>.proto`.
//!
//! Here lives the model of the lock, its only form as text, and how a build
//! becomes part of it. The text is written by `cargo telemetry accept`, read
//! by people and by any protobuf tool, and edited by nobody: the reader takes
//! exactly what the writer writes and nothing else. Nothing here opens files,
//! asks a clock or judges a change; that is [`compare`](crate::compare)'s.

mod conflict;
mod declared;
mod error;
mod event;
mod facts;
mod index;
mod merge;
mod names;
mod normal;
mod options;
mod parse;
mod read;
mod read_field;
mod syntax;
mod text;
mod write;
mod write_field;

use std::collections::BTreeMap;

pub use declared::Declared;
pub use error::{LockError, LockFault};
pub use event::{LockedCode, LockedEvent, LockedField, LockedTable, State};
pub(crate) use facts::granularity as granularity_words;
pub use index::LockIndex;
pub use merge::UnknownEvent;
pub(crate) use normal::normal;

/// The folder of the lock, from the root of the workspace.
pub const LOCK_FOLDER: &str = "protocol/events";

/// The file of a feature's lock, from the root of the workspace.
#[must_use]
pub fn lock_path(feature: &str) -> String {
    format!("{LOCK_FOLDER}/{feature}.proto")
}

/// Everything that was accepted in a workspace, by feature.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lock {
    /// One entry for each file, under the name of its feature.
    pub features: BTreeMap<String, LockedFeature>,
}

impl Lock {
    /// The event of exactly these names, removed ones included.
    #[must_use]
    pub fn event(&self, feature: &str, action: &str) -> Option<&LockedEvent> {
        self.features.get(feature)?.events.get(action)
    }

    /// Every event in the order of feature and action, removed ones included.
    pub fn events(&self) -> impl Iterator<Item = &LockedEvent> {
        self.features.values().flat_map(|feature| feature.events.values())
    }

    /// The event that is written as `feature.action`. Both names can have
    /// dots: the shortest feature that fits wins.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&LockedEvent> {
        name.match_indices('.').find_map(|(dot, _)| self.event(&name[..dot], &name[dot + 1..]))
    }

    /// The live event that continues the one written as `feature.action`:
    /// itself, or the last of those that it was renamed to.
    #[must_use]
    pub fn continuation(&self, name: &str) -> Option<&LockedEvent> {
        let mut event = self.find(name)?;
        // A chain longer than the lock is a circle.
        for _ in 0..=self.events().count() {
            match &event.state {
                State::Live => return Some(event),
                State::Removed => return None,
                State::RenamedTo(next) => event = self.find(next)?,
            }
        }
        None
    }
}

/// What was accepted of one feature: the content of one file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LockedFeature {
    /// The events by their actions, removed ones included.
    pub events: BTreeMap<String, LockedEvent>,
}

impl LockedFeature {
    /// The text of the file; the same content always gives the same text, and
    /// an event's lines depend on nothing but the event.
    #[must_use]
    pub fn write(&self, feature: &str) -> String {
        write::feature(feature, self.events.values())
    }

    /// Reads the text of a feature's file.
    ///
    /// # Errors
    /// The first place at which the text is not what [`write`](Self::write)
    /// gives for its content.
    pub fn read(feature: &str, text: &str) -> Result<Self, LockError> {
        LockIndex::new(feature, text)?.read_all()
    }

    /// Reads a text for the sake of writing it anew, and of nothing else:
    /// what a merge of two branches left is resolved, with conflict markers or
    /// without, and the layout does not matter.
    ///
    /// Of an event that both branches changed, the first one's side is kept,
    /// with the numbers of both.
    ///
    /// # Errors
    /// The first place at which a side of the text cannot be understood.
    pub fn read_merged(feature: &str, text: &str) -> Result<Self, LockError> {
        conflict::read(feature, text)
    }
}
