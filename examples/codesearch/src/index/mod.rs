//! Finding text in a source tree.
//!
//! What lives here, from the disk upwards: `tree` reads files and stays inside
//! the root; `trigram`, `postings` and `files` are the index in memory, which
//! holds no file contents; `query` is what can be asked, `matcher` finds it in
//! one file, `search` in all of them. It may depend on the standard library
//! and the closed lists of [`crate::features`]; HTTP and async must never come
//! here.
//!
//! The index is a picture of the tree at one moment. A file that changes
//! later is still searched in its new form, but the index may not find what
//! was added; the unindexed engine does. New files wait for the next build.

mod build;
mod files;
mod language;
mod limits;
mod matcher;
mod open;
mod postings;
mod query;
mod search;
mod tree;
mod trigram;

use std::path::Path;
use std::time::Duration;

pub use build::BuildError;
pub use language::Language;
pub use limits::{Limits, Report, Skipped};
pub use matcher::Snippet;
pub use open::{OpenError, OpenedFile};
pub use query::{DEFAULT_RESULTS, MAX_QUERY_BYTES, MAX_RESULTS, Query, QueryError};
pub use search::{Answer, Hit, SearchError};
pub use tree::ReadError;

/// A source tree that can be searched. Made by [`Index::build`].
pub struct Index {
    tree: tree::Tree,
    files: files::Files,
    postings: postings::Postings,
    report: Report,
    max_search_time: Duration,
}

impl Index {
    /// What building it came to.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The directory that is searched, without symbolic links.
    pub fn root(&self) -> &Path {
        self.tree.root()
    }
}
