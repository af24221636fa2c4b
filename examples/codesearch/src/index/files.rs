//! The path index: every file that can be found, in the order of paths. A
//! file's place in it is its number. Holds names and sizes, never contents.

use std::path::Path;

use super::language::Language;
use super::postings::FileId;

/// A file that can be found.
pub(super) struct FileEntry {
    pub(super) path: Box<str>,
    pub(super) language: Option<Language>,
}

#[derive(Default)]
pub(super) struct Files {
    entries: Vec<FileEntry>,
}

impl Files {
    /// Adds a file; its path sorts after all before it.
    pub(super) fn push(&mut self, path: String) -> FileId {
        debug_assert!(self.entries.last().is_none_or(|last| precedes(&last.path, &path)));
        let id = self.len();
        let language = Language::of(&path);
        self.entries.push(FileEntry { path: path.into(), language });
        id
    }

    pub(super) fn len(&self) -> FileId {
        FileId::try_from(self.entries.len()).expect("the limits keep the count far below 2^32")
    }

    pub(super) fn get(&self, id: FileId) -> &FileEntry {
        &self.entries[id as usize]
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &FileEntry> {
        self.entries.iter()
    }

    /// The entry of a path.
    pub(super) fn find(&self, path: &str) -> Option<&FileEntry> {
        let place = |entry: &FileEntry| Path::new(&*entry.path).cmp(Path::new(path));
        self.entries.binary_search_by(place).ok().map(|at| &self.entries[at])
    }
}

/// Part by part, as a walk visits them: `a/b` comes before `a.rs`.
fn precedes(a: &str, b: &str) -> bool {
    Path::new(a) < Path::new(b)
}
