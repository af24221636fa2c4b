//! What can go wrong in a sink, named after what the operator can do. The
//! messages name files, never content of events.

use std::{io, path::PathBuf};

/// Why a sink could not be opened or could not store.
#[derive(Debug, thiserror::Error)]
pub enum SinkError {
    /// A file or directory cannot be read or written.
    #[error("cannot write {}: {source}; check that the disk has space and that the directory belongs to this user", path.display())]
    Io {
        /// The file or directory.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The database refused an operation.
    #[error("the database {} failed: {source}; check that the disk has space and that no other program holds the file", path.display())]
    Database {
        /// The database file.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The file belongs to something else.
    #[error("{} is not a database of this gateway; choose another data directory, or move that file away if it is there by mistake", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The database is damaged.
    #[error("the database {} is damaged ({detail}); restore it from a backup, or move it away to start anew: events that arrive again are then stored again", path.display())]
    Damaged {
        /// The database file.
        path: PathBuf,
        /// What is damaged.
        detail: String,
    },
    /// A newer program wrote the database.
    #[error("the database {} has format {found}, this program knows up to {known}; run a newer gateway, or choose another data directory", path.display())]
    Newer {
        /// The database file.
        path: PathBuf,
        /// The format found.
        found: i64,
        /// The newest format that this program knows.
        known: i64,
    },
}
