//! Why the reference could not be compared or written.

use std::{io, path::PathBuf};

use thiserror::Error;

/// Why the reference could not be compared or written.
#[derive(Debug, Error)]
pub(crate) enum DocsError {
    /// A file of somebody else has the name of a page.
    #[error(
        "`{}` was not written by `cargo telemetry docs` and would be replaced, so nothing was \
         written; move it away, or choose another folder with `--out`", path.display()
    )]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The folder, a page or the reviews cannot be read.
    #[error("`{}` cannot be read: {source}; mend that and run the command again", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A page cannot be written or removed.
    #[error(
        "`{}` cannot be written: {source}; what was written before it stays, run the command again",
        path.display()
    )]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}
