//! What can go wrong with a switch, told so that the reader knows what holds
//! now and what to do.

use telemetry_core::journal::FlushError;

use crate::{data_dir::DataDirError, queue::QueueError};

/// Why something was not switched, or not everywhere.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SwitchError {
    /// It keeps more back, holds in this process, and is not remembered.
    #[error(
        "it holds in this process until it ends, but is neither remembered nor known to other processes: {0}"
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
    /// The queue cannot be changed.
    #[error(
        "it holds for what is recorded and for sending, but the queue is not in line with it yet: {0}"
    )]
    Queue(#[from] QueueError),
}
