//! Building an index: one walk over the tree, one file in memory at a time.

use std::path::{Path, PathBuf};
use std::time::Instant;

use super::Index;
use super::files::Files;
use super::limits::{Limits, Report};
use super::postings::Postings;
use super::tree::{ReadError, Tree};
use super::trigram::TrigramSet;

/// Why a tree cannot be indexed.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// The root is missing, not a directory or not readable.
    #[error("cannot read the directory {}: {source}; name a directory with source code", root.display())]
    UnreadableRoot {
        /// The directory as given.
        root: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
}

impl Index {
    /// Indexes the tree below `root`. Takes as long as reading the tree once;
    /// not for an async task.
    ///
    /// # Errors
    /// When `root` cannot be read. Files that cannot be read are counted in
    /// the report instead.
    pub fn build(root: &Path, limits: Limits) -> Result<Self, BuildError> {
        let started = Instant::now();
        let tree = Tree::new(root, limits.max_file_bytes)
            .map_err(|source| BuildError::UnreadableRoot { root: root.to_owned(), source })?;
        let mut builder = Builder::new(&limits);
        for path in tree.walk() {
            builder.visit(&tree, path);
        }
        let Builder { files, postings, mut report, .. } = builder;
        report.trigram_bytes = postings.bytes();
        report.elapsed = started.elapsed();
        Ok(Self { tree, files, postings, report, max_search_time: limits.max_search_time })
    }
}

struct Builder<'a> {
    limits: &'a Limits,
    files: Files,
    postings: Postings,
    trigrams: TrigramSet,
    report: Report,
}

impl<'a> Builder<'a> {
    fn new(limits: &'a Limits) -> Self {
        Self {
            limits,
            files: Files::default(),
            postings: Postings::default(),
            trigrams: TrigramSet::new(),
            report: Report::default(),
        }
    }

    fn visit(&mut self, tree: &Tree, path: Option<String>) {
        let Some(path) = path else {
            self.report.skipped.unreadable += 1;
            return;
        };
        if self.report.files >= self.limits.max_files {
            self.report.skipped.too_many += 1;
            return;
        }
        match tree.read(&path) {
            Ok(text) => self.add(path, &text),
            Err(error) => self.skip(&error),
        }
    }

    fn add(&mut self, path: String, text: &[u8]) {
        let id = self.files.push(path);
        self.report.files += 1;
        self.report.bytes += text.len() as u64;
        if self.postings.bytes() >= self.limits.max_trigram_bytes {
            self.report.files_without_trigrams += 1;
            return;
        }
        for &trigram in self.trigrams.collect(text) {
            self.postings.add(trigram, id);
        }
    }

    fn skip(&mut self, error: &ReadError) {
        let skipped = &mut self.report.skipped;
        let count = match error {
            ReadError::Binary => &mut skipped.binary,
            ReadError::TooLarge { .. } => &mut skipped.too_large,
            ReadError::Missing | ReadError::Outside | ReadError::Refused(_) => {
                &mut skipped.unreadable
            }
        };
        *count += 1;
    }
}
