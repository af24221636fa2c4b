//! A segment in use: its memory, its id, and whether anybody still writes it.

use std::{
    fs::OpenOptions,
    io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
};

use super::{
    clock::Anchor,
    format::{HEADER_WORDS, Header, SEGMENT_WORDS, SegmentId},
    raw::Memory,
};
use crate::words::Word as _;

/// A segment that is full of zeros.
#[derive(Debug)]
pub(super) struct Ready {
    memory: Memory,
    /// None on the heap.
    file: Option<PathBuf>,
    id: SegmentId,
}

/// A segment in use. Whoever made it its own writes it; others read.
#[derive(Debug)]
pub(super) struct Segment {
    pub(super) id: SegmentId,
    pub(super) memory: Memory,
    pub(super) anchor: Anchor,
    pub(super) file: Option<PathBuf>,
    sealed: AtomicBool,
}

impl Ready {
    /// One in a new file. Its pages are touched, so that the first write to
    /// each finds it in memory.
    pub(super) fn in_file(path: PathBuf) -> io::Result<Self> {
        let id = random_id()?;
        let file = private_file().create_new(true).open(&path)?;
        let memory = Memory::mapped(&file, SEGMENT_WORDS).inspect_err(|_| {
            let _ = std::fs::remove_file(&path);
        })?;
        clear(&memory);
        Ok(Self { memory, file: Some(path), id })
    }

    /// One on the heap, which ends with the process.
    pub(super) fn on_heap() -> io::Result<Self> {
        Ok(Self { memory: Memory::heap(SEGMENT_WORDS), file: None, id: random_id()? })
    }

    /// Deletes the file.
    pub(super) fn remove(self) {
        delete(self.file.as_deref());
    }

    /// Puts it into use. The header is written before anything else is.
    pub(super) fn begin(self, process: [u64; 2], anchor: Anchor) -> Segment {
        let Self { memory, file, id } = self;
        Header { id, process, anchor: anchor.words() }.write(&memory);
        Segment { id, memory, anchor, file, sealed: AtomicBool::new(false) }
    }
}

impl AsRef<Memory> for Segment {
    fn as_ref(&self) -> &Memory {
        &self.memory
    }
}

impl Segment {
    /// One that nobody writes, read from the file of another process.
    pub(super) fn found(id: SegmentId, memory: Memory, anchor: Anchor, file: PathBuf) -> Self {
        Self { id, memory, anchor, file: Some(file), sealed: AtomicBool::new(true) }
    }

    /// Says that nothing more will be written, after the last record was.
    pub(super) fn seal(&self) {
        self.sealed.store(true, Ordering::Release);
    }

    /// Whether nothing more will be written; then all that was is seen.
    pub(super) fn is_sealed(&self) -> bool {
        self.sealed.load(Ordering::Acquire)
    }

    /// Makes a segment whose records are all stored ready for the next use. None
    /// if the system gives no id for it; then its file is deleted.
    pub(super) fn recycle(self) -> Option<Ready> {
        let Self { memory, file, .. } = self;
        match random_id() {
            Ok(id) => {
                clear(&memory);
                Some(Ready { memory, file, id })
            }
            Err(_) => {
                delete(file.as_deref());
                None
            }
        }
    }
}

/// What cannot be deleted is empty or stored, and deleted by the next start.
fn delete(file: Option<&Path>) {
    let _ = file.map(std::fs::remove_file);
}

/// Where the first record stands.
pub(super) const fn begin() -> usize {
    HEADER_WORDS
}

/// Front first: what is found of a half cleared segment has no header and no id,
/// and without it there is no record.
fn clear(memory: &Memory) {
    memory[0].set_release(0);
    memory.iter().for_each(|word| word.set_release(0));
}

pub(super) fn random_id() -> io::Result<SegmentId> {
    let mut id = [0; 16];
    getrandom::fill(&mut id)
        .map_err(|error| io::Error::other(format!("the system gives no random bytes: {error}")))?;
    Ok(SegmentId(id))
}

/// Files and directories of a journal are its owner's alone.
pub(super) fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Reads a file into words; a part of a word at its end is left out. Read and
/// not mapped: a file that somebody cuts off meanwhile is short, not a signal.
pub(super) fn load(path: &Path) -> io::Result<Memory> {
    let bytes = std::fs::read(path)?;
    let words = bytes.as_chunks::<8>().0;
    let memory = Memory::heap(words.len());
    memory.iter().zip(words).for_each(|(word, bytes)| word.set(u64::from_ne_bytes(*bytes)));
    Ok(memory)
}
