//! Opening one file of the tree. Only a path that the index lists is read, and
//! it is read through the tree, which refuses to leave its root.

use super::Index;
use super::tree::{ReadError, stays_inside};

/// A file as it is shown.
#[derive(Debug)]
pub struct OpenedFile {
    /// The path, relative to the tree.
    pub path: String,
    /// The size on disk, in bytes.
    pub size: u64,
    text: String,
}

/// Why a file is not shown.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Not a path inside the tree: absolute, or with `..`.
    #[error(
        "the path must be relative to the tree and stay inside it, without `..`: open the file from a list of results"
    )]
    BadPath,
    /// The index does not list it.
    #[error(
        "the tree has no such file, or it is left out (hidden, ignored, binary or too large): look for it by a part of its name"
    )]
    NotFound,
    /// It changed since the tree was indexed.
    #[error(
        "the file changed since the tree was indexed: {0}; restart the service to index it again"
    )]
    Changed(#[source] ReadError),
}

impl Index {
    /// Opens a file by its path, relative to the tree. Reads; not for an async
    /// task.
    ///
    /// # Errors
    /// Says why the file is not shown.
    pub fn open(&self, path: &str) -> Result<OpenedFile, OpenError> {
        if path.is_empty() || !stays_inside(path) {
            return Err(OpenError::BadPath);
        }
        let entry = self.files.find(path).ok_or(OpenError::NotFound)?;
        let bytes = self.tree.read(&entry.path).map_err(OpenError::Changed)?;
        Ok(OpenedFile {
            path: entry.path.to_string(),
            size: bytes.len() as u64,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        })
    }

    /// The paths of all files that can be opened, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| &*file.path)
    }
}

impl OpenedFile {
    /// The lines, without line breaks.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.text.lines()
    }
}
