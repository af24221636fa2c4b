//! The source tree on disk: which files it has, and reading one of them.
//!
//! Every byte that the service ever shows is read by [`Tree::read`], which
//! stays inside the root. This file knows the file system and nothing about
//! searching; it keeps nothing in memory.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

/// A directory that is searched.
pub(super) struct Tree {
    /// Without symbolic links, so that a prefix test means "inside".
    root: PathBuf,
    max_file_bytes: u64,
}

/// Why a file cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file is not there.
    #[error("there is no such file")]
    Missing,
    /// The path leads out of the tree.
    #[error("the path leads out of the tree")]
    Outside,
    /// The file holds a zero byte, so it is not text.
    #[error("the file is not text")]
    Binary,
    /// The file is larger than is read.
    #[error("the file is larger than {max} bytes")]
    TooLarge {
        /// The largest size that is read, in bytes.
        max: u64,
    },
    /// The operating system refused.
    #[error("the file cannot be read: {0}")]
    Refused(#[source] io::Error),
}

impl Tree {
    /// # Errors
    /// When `root` is not a directory that can be entered.
    pub(super) fn new(root: &Path, max_file_bytes: u64) -> io::Result<Self> {
        let root = root.canonicalize()?;
        root.read_dir()?;
        Ok(Self { root, max_file_bytes })
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// The files of the tree in the order of their paths, as relative paths
    /// joined by `/`; `None` for what cannot be listed or named. What
    /// `.gitignore` and `.ignore` name, hidden files and links are left out.
    pub(super) fn walk(&self) -> impl Iterator<Item = Option<String>> {
        WalkBuilder::new(&self.root)
            // An unpacked archive has a .gitignore and no .git.
            .require_git(false)
            .sort_by_file_path(|a, b| a.cmp(b))
            .build()
            .filter(|entry| entry.as_ref().map_or(true, is_file))
            .map(|entry| self.relative(entry.ok()?.path()))
    }

    /// Reads a text file.
    ///
    /// # Errors
    /// Says why the file is not shown.
    pub(super) fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        let file = self.resolve(path)?;
        if !file.metadata().map_err(ReadError::from_io)?.is_file() {
            return Err(ReadError::Missing);
        }
        let text = self.read_bounded(&file)?;
        if memchr::memchr(0, &text).is_some() {
            return Err(ReadError::Binary);
        }
        Ok(text)
    }

    /// The real place of a file. A link may have appeared since the tree was
    /// listed, so the shape of the path alone proves nothing.
    fn resolve(&self, path: &str) -> Result<PathBuf, ReadError> {
        if !stays_inside(path) {
            return Err(ReadError::Outside);
        }
        let real = self.root.join(path).canonicalize().map_err(ReadError::from_io)?;
        if real.starts_with(&self.root) { Ok(real) } else { Err(ReadError::Outside) }
    }

    /// The size is bounded while reading: a file can grow after its size was
    /// asked for.
    fn read_bounded(&self, file: &Path) -> Result<Vec<u8>, ReadError> {
        let max = self.max_file_bytes;
        let mut text = Vec::new();
        let file = File::open(file).map_err(ReadError::from_io)?;
        file.take(max.saturating_add(1)).read_to_end(&mut text).map_err(ReadError::from_io)?;
        if text.len() as u64 > max { Err(ReadError::TooLarge { max }) } else { Ok(text) }
    }

    fn relative(&self, path: &Path) -> Option<String> {
        let parts = path.strip_prefix(&self.root).ok()?.iter().map(|part| part.to_str());
        Some(parts.collect::<Option<Vec<_>>>()?.join("/"))
    }
}

impl ReadError {
    fn from_io(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing,
            // A zero byte in the path: no file has such a name.
            io::ErrorKind::InvalidInput => Self::Missing,
            _ => Self::Refused(error),
        }
    }
}

/// Whether a relative path consists of plain names only: no `..`, no root, no
/// drive.
pub(super) fn stays_inside(path: &str) -> bool {
    Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

fn is_file(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_file())
}
