//! What the index may take of the machine, and what it says it took. Plain
//! data; nothing here does anything.

use std::time::Duration;

/// Bounds on memory and time.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Larger files are left out, in bytes.
    pub max_file_bytes: u64,
    /// Files beyond this number are left out; below 2^32.
    pub max_files: u32,
    /// Memory for the trigram index, in bytes. Files that no longer fit are
    /// still found, by reading them in every search. The files that end the
    /// budget may exceed it by what one file needs.
    pub max_trigram_bytes: usize,
    /// A search that takes longer fails.
    pub max_search_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_file_bytes: 1 << 20,
            max_files: 200_000,
            max_trigram_bytes: 256 << 20,
            max_search_time: Duration::from_secs(5),
        }
    }
}

/// What building an index came to.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Files that can be found.
    pub files: u32,
    /// Their size together, in bytes.
    pub bytes: u64,
    /// Those of them that every search reads, for want of index memory.
    pub files_without_trigrams: u32,
    /// What was left out.
    pub skipped: Skipped,
    /// Memory of the trigram index, an estimate in bytes.
    pub trigram_bytes: usize,
    /// How long building took.
    pub elapsed: Duration,
}

/// How many files were left out, by reason.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Skipped {
    /// Not text.
    pub binary: u32,
    /// Larger than [`Limits::max_file_bytes`].
    pub too_large: u32,
    /// Beyond [`Limits::max_files`].
    pub too_many: u32,
    /// Not readable, or with a name that is not UTF-8.
    pub unreadable: u32,
}
