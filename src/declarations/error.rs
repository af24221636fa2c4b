//! Why declarations cannot be read, named after what the operator can do. A
//! source is read whole or not at all.

use std::{io, path::PathBuf};

use telemetry_artifact::{Damage, Problem};
use telemetry_schema::{CatalogError, lock::LockFault};

/// Why the declarations at a path cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DeclarationsError {
    /// The file or folder, or a part of it, cannot be opened or read.
    #[error("cannot read the catalog {}: {source}; make it readable, or name another one with --catalog: {CHOICE}", path.display())]
    Unreadable {
        /// What cannot be read.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// A folder that holds no lock.
    #[error("{} cannot be used as the catalog: there is no lock in this folder; run `cargo telemetry accept` in the workspace if nothing was accepted yet, or name another one with --catalog: {CHOICE}", path.display())]
    NoLock {
        /// The folder.
        path: PathBuf,
    },
    /// One file of a lock, which is only whole with its neighbours.
    #[error("{} cannot be used as the catalog: a lock is read as a whole; name the folder that this file is in", path.display())]
    OneFileOfLock {
        /// The file.
        path: PathBuf,
    },
    /// A file of a lock is not as it was written.
    #[error("{} cannot be used as the catalog, line {line}, column {column}: {fault}", path.display())]
    Lock {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The column in characters, from 1.
        column: usize,
        /// What is wrong there.
        fault: LockFault,
    },
    /// A file that is none of those that declare events.
    #[error("{} cannot be used as the catalog: {problem}; a lock is named by its folder", path.display())]
    Unusable {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        problem: Problem,
    },
    /// A file of which only a part can be read.
    #[error("{} cannot be used as the catalog: {damage}; only a part of it can be read, so build or copy it anew", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The first place that cannot be read.
        damage: Damage,
    },
    /// A file that declares one event twice.
    #[error("{} cannot be used as the catalog: {source}", path.display())]
    Contradicts {
        /// The file.
        path: PathBuf,
        /// Which event, and by whom.
        source: CatalogError,
    },
    /// A program that was built to learn what there is to accept: nobody has
    /// compared it with what was accepted.
    #[error("{} cannot be used as the catalog: its event {event} was compared with no lock, as when `cargo telemetry` builds for itself; name the program that `cargo build` made, or the lock", path.display())]
    Unaccepted {
        /// The file.
        path: PathBuf,
        /// The first such event, as `(feature, action)`.
        event: String,
    },
    /// A file or lock without any event: every event would be refused.
    #[error("{} cannot be used as the catalog: this {kind} declares no event; name another one with --catalog: {CHOICE}", path.display())]
    NoEvents {
        /// The file or folder.
        path: PathBuf,
        /// What it is.
        kind: &'static str,
    },
}

/// What can be named.
const CHOICE: &str = "the folder of a lock (`protocol/events`) or its workspace, a compiled program or library, \
     or a file that `write_catalog` wrote";
