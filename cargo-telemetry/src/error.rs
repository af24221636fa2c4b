//! Why a subcommand could not do its work.

use std::{io, path::PathBuf};

use telemetry_schema::{
    CatalogError,
    lock::{LockError, UnknownEvent},
    reviews::{LocateError, ReviewsError},
};
use thiserror::Error;

use crate::{artifact::ArtifactError, docs::DocsError, program::Disagreement};

/// Why a subcommand could not do its work: always exit status 2.
#[derive(Debug, Error)]
pub(crate) enum CommandError {
    /// A file of events cannot be read.
    #[error(transparent)]
    Artifact(#[from] ArtifactError),
    /// A file of events can be read in part; a check of a part proves nothing.
    #[error(
        "the events of `{}` cannot all be read:\n{}\nbuild it anew and check it again",
        path.display(), damage.join("\n")
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What cannot be read.
        damage: Vec<String>,
    },
    /// There is no manifest by which the reviews are found.
    #[error(
        "there is no Cargo.toml in `{}` or above, and the reviews are found by it; \
         run this in the workspace, or name its manifest with `--manifest-path`",
        directory.display()
    )]
    NoManifest {
        /// Where the search began.
        directory: PathBuf,
    },
    /// The manifest that was named is none.
    #[error("`{}` is no file; name the Cargo.toml of a package or workspace", path.display())]
    NotAManifest {
        /// What was named.
        path: PathBuf,
    },
    /// The current directory is gone or not readable.
    #[error("cannot tell the current directory: {0}; change to the workspace")]
    Directory(#[source] io::Error),
    /// The reviews cannot be found or read.
    #[error(transparent)]
    Locate(#[from] LocateError),
    /// The reviews have faults.
    #[error("{0}")]
    Reviews(#[from] ReviewsError),
    /// Two declarations name one event.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// Two builds of one declaration say different things.
    #[error("{0}")]
    Disagreement(Box<Disagreement>),
    /// A file of the lock is not as it was written.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// An event that is to be removed is not in the lock.
    #[error(transparent)]
    UnknownEvent(#[from] UnknownEvent),
    /// An event is to be removed and is in the program.
    #[error(
        "`{}` is still declared by what was built, so nothing was written; \
         remove the declaration, build, and run the command again", event.escape_debug()
    )]
    StillDeclared {
        /// The event, as `feature.action`.
        event: String,
    },
    /// A part of the lock cannot be read.
    #[error("`{}` cannot be read: {source}; nothing was compared", path.display())]
    LockUnreadable {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The lock of an earlier revision cannot be had.
    #[error(
        "the lock of the revision `{}` cannot be read: {problem}; \
         name a commit, branch or tag that is in this repository", revision.escape_debug()
    )]
    Revision {
        /// What was named.
        revision: String,
        /// What git says.
        problem: String,
    },
    /// A part of the lock cannot be written.
    #[error(
        "`{}` cannot be written: {source}; what was written before it stays, run the command again",
        path.display()
    )]
    LockUnwritable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Cargo cannot be started or heard.
    #[error("cannot run cargo: {source}; run this as `cargo telemetry`, or set CARGO to its path")]
    Cargo {
        /// Why.
        source: io::Error,
    },
    /// Cargo does not know the workspace.
    #[error("cargo cannot tell what the workspace is; mend what it says above and run this again")]
    Metadata,
    /// What is selected does not build.
    #[error("the build failed, so nothing was read; mend what cargo says above and run this again")]
    Build,
    /// Cargo is to run this program again, and its path is not known.
    #[error("cannot tell where this program is: {0}; install it with `cargo install`")]
    Itself(#[source] io::Error),
    /// The reference cannot be compared or written.
    #[error(transparent)]
    Docs(#[from] DocsError),
    /// The clock shows a day that no calendar here has.
    #[error("the clock of this machine is wrong; set it, or say what day it is with `--today`")]
    Clock,
    /// Standard output takes nothing.
    #[error("cannot write the result: {0}; check where standard output goes")]
    Output(#[source] io::Error),
}
