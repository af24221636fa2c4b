//! What can go wrong with a switch, told so that the reader knows what holds
//! now and what to do.

use telemetry_core::journal::FlushError;

use super::UnknownEvent;
use crate::{data_dir::DataDirError, queue::QueueError};

/// Why something was not switched, or not everywhere.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SwitchError {
    /// It keeps more back, holds in this process, and is not remembered.
    #[error(
        "it holds in this process until something else is switched, but is neither remembered nor known to other processes: {0}"
    )]
    NotRemembered(#[source] DataDirError),
    /// It keeps less back, and holds nowhere.
    #[error("nothing was changed, because it cannot be remembered: {0}")]
    NotChanged(#[source] DataDirError),
    /// What was recorded before is still in the journal.
    #[error(
        "nothing is recorded any more, but what waits is not purged yet: {0}; it is tried again until it is done, and nothing is recorded or leaves meanwhile"
    )]
    NotPurged(#[source] FlushError),
    /// What ended processes left is still there.
    #[error(
        "nothing is recorded any more, but the journals of ended processes cannot be deleted: {0}; give the directory to this user, it is tried again"
    )]
    NotDeleted(#[source] std::io::Error),
    /// What ended processes left cannot be looked through.
    #[error(
        "it holds for what is recorded, but what ended processes left cannot be read: {0}; give the directory to this user, it is tried again"
    )]
    NotRead(String),
    /// No such event is declared.
    #[error("{0}")]
    Unknown(UnknownEvent),
    /// The event cannot be switched on by itself.
    #[error(
        "`{feature}.{action}` stays off, because all of `{off}` is switched off; switch that on again"
    )]
    WholeFeature {
        /// The event's feature.
        feature: String,
        /// The event's action.
        action: String,
        /// The feature that is switched off.
        off: String,
    },
    /// The queue cannot be changed.
    #[error(
        "it holds for what is recorded and for sending, but the queue is not in line with it yet: {0}"
    )]
    Queue(#[from] QueueError),
}
