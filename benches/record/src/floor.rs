//! The floor: the raw counter, a word for what the event is, and its numbers,
//! written to memory of the thread. No recorder that keeps the time and the
//! numbers can do less. Depends on `raw` for the counter and the mapping.

use std::{
    cell::{Cell, OnceCell},
    fs::{self, OpenOptions},
    io,
    path::PathBuf,
    sync::atomic::{AtomicU64, Ordering},
};

use crate::{
    raw,
    subject::{Role, Subject, numbers},
};

/// The words of a ring, 256 KiB. A ring that never ends would measure the first
/// touch of pages, which a recorder can do ahead.
const WORDS: usize = 1 << 15;

thread_local! {
    static AT: Cell<usize> = const { Cell::new(0) };
    static RING: [Cell<u64>; WORDS] = const { [const { Cell::new(0) }; WORDS] };
    static FILE_AT: Cell<usize> = const { Cell::new(0) };
    static FILE: OnceCell<Option<&'static [AtomicU64]>> = const { OnceCell::new() };
}

/// Where the next event of so many words begins.
#[inline]
fn advance(at: &Cell<usize>, words: usize) -> usize {
    let begin = at.get();
    let begin = if begin + words > WORDS { 0 } else { begin };
    at.set(begin + words);
    begin
}

/// Writes one event: counter, what it is, numbers.
#[inline]
pub(crate) fn write<const N: usize>(what: u64, numbers: [f64; N]) {
    let begin = AT.with(|at| advance(at, N + 2));
    RING.with(|ring| {
        let Some(slot) = ring.get(begin..begin + N + 2) else { return };
        slot[0].set(raw::counter());
        slot[1].set(what);
        for (word, number) in slot[2..].iter().zip(numbers) {
            word.set(number.to_bits());
        }
    });
}

/// Memory of the thread.
pub(crate) struct Memory;

impl Subject for Memory {
    fn name(&self) -> String {
        "floor: counter + 56 bytes into memory of the thread".to_owned()
    }

    fn role(&self) -> Role {
        Role::Floor
    }

    fn record(&self, count: usize) {
        (0..count).for_each(|index| write(1, numbers(index)));
    }
}

/// A file of the thread, mapped into memory.
pub(crate) struct MappedFile {
    directory: PathBuf,
}

impl MappedFile {
    pub(crate) fn new(directory: PathBuf) -> Self {
        Self { directory }
    }

    /// The ring of this thread; allocated before it is mapped, as ours is.
    fn ring(&self) -> Option<&'static [AtomicU64]> {
        let open = || -> io::Result<_> {
            let name = format!("floor-{:?}", std::thread::current().id());
            let path = self.directory.join(name);
            fs::write(&path, vec![0; WORDS * 8])?;
            raw::mapped(&OpenOptions::new().read(true).write(true).open(path)?)
        };
        FILE.with(|file| *file.get_or_init(|| open().ok()))
    }
}

impl Subject for MappedFile {
    fn name(&self) -> String {
        "floor: the same into a mapped file".to_owned()
    }

    fn role(&self) -> Role {
        Role::Floor
    }

    fn record(&self, count: usize) {
        let Some(ring) = self.ring() else { return };
        for index in 0..count {
            let begin = FILE_AT.with(|at| advance(at, 7));
            let Some(slot) = ring.get(begin..begin + 7) else { return };
            slot[0].store(raw::counter(), Ordering::Relaxed);
            slot[1].store(1, Ordering::Relaxed);
            for (word, number) in slot[2..].iter().zip(numbers(index)) {
                word.store(number.to_bits(), Ordering::Relaxed);
            }
        }
    }
}
