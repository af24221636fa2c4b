//! What can go wrong with a queue, told so that the reader knows the next
//! step. No message may hold a part of an event.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{ErrorCode, ffi};

/// What went wrong, named after what can be done about it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum QueueError {
    /// Another process writes this queue: stop it or take another file.
    #[error(
        "the queue {} is already written by another process; stop that process or choose another file, reading beside it is fine",
        path.display()
    )]
    InUse {
        /// The database file.
        path: PathBuf,
    },
    /// The file is no SQLite database: take another file.
    #[error(
        "{} is not an SQLite database and was left untouched; choose another file for the queue or move this one away",
        path.display()
    )]
    NotDatabase {
        /// The file.
        path: PathBuf,
    },
    /// The file is the database of another program: take another file.
    #[error(
        "{} is an SQLite database of another program and was left untouched; choose another file for the queue",
        path.display()
    )]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The file was written by a newer release: upgrade.
    #[error(
        "the queue {} has version {found}, this program knows versions up to {known}, and the file was left untouched; start the newer program again or choose another file",
        path.display()
    )]
    Newer {
        /// The database file.
        path: PathBuf,
        /// The version of the file.
        found: u32,
        /// The newest version that this program knows.
        known: u32,
    },
    /// There is no queue at this path, and a reader makes none.
    #[error("there is no queue at {}; check the path or start the instance that writes it", path.display())]
    Missing {
        /// The path.
        path: PathBuf,
    },
    /// The directory is missing and could not be created.
    #[error("cannot create the directory {} for the queue; create it or choose another one", path.display())]
    NoDirectory {
        /// The directory.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file cannot be read: change its owner or mode.
    #[error(
        "cannot open the queue {}; it must be a regular file that this user may read and write",
        path.display()
    )]
    NotReadable {
        /// The database file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file cannot be written: change its owner, mode or file system.
    #[error(
        "cannot write {}; give this user write access to the file and its directory, and check that the file system is not mounted read-only",
        path.display()
    )]
    NotWritable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The content is damaged: recover or move the file away.
    #[error(
        "the queue {} is damaged; stop the program, keep a copy, try `sqlite3 FILE .recover`, or move the file away to start with an empty queue",
        path.display()
    )]
    Damaged {
        /// The database file.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// No room: make some. What was acknowledged before stays.
    #[error(
        "no room for the queue {}; free space on its file system, the queue goes on by itself",
        path.display()
    )]
    DiskFull {
        /// The database file.
        path: PathBuf,
    },
    /// The storage failed: look at the system's log, then try again.
    #[error(
        "the storage of the queue {} failed: {source}; nothing of this call was stored, check the disk and try again",
        path.display()
    )]
    Storage {
        /// The database file.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The writer is gone: open the queue again.
    #[error("the writer of the queue {} has stopped; open the queue again", path.display())]
    Stopped {
        /// The database file.
        path: PathBuf,
    },
}

impl QueueError {
    /// What SQLite said about the queue at `path`, sorted by the next step.
    pub(super) fn from_sqlite(path: &Path, source: rusqlite::Error) -> Self {
        let path = path.to_owned();
        if matches!(source, rusqlite::Error::FromSqlConversionFailure(..)) || is_damage(&source) {
            return Self::Damaged { path, source };
        }
        match source.sqlite_error_code() {
            _ if is_full(&source) => Self::DiskFull { path },
            Some(ErrorCode::NotADatabase) => Self::NotDatabase { path },
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Self::NotReadable { path, source: io::Error::other(source) }
            }
            Some(ErrorCode::ReadOnly) => {
                Self::NotWritable { path, source: io::Error::other(source) }
            }
            _ => Self::Storage { path, source },
        }
    }
}

fn is_damage(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::DatabaseCorrupt)
}

/// Whether there was no room. The log's index reports it in its own way.
pub(super) fn is_full(error: &rusqlite::Error) -> bool {
    error.sqlite_error().is_some_and(|e| {
        e.code == ErrorCode::DiskFull || e.extended_code == ffi::SQLITE_IOERR_SHMSIZE
    })
}
