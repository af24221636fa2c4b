//! Memory as words that several hands may touch, and the counter of the
//! processor: everything here that the language cannot check.
//!
//! The only module of the journal with `unsafe` blocks (`section` holds the
//! crate's other one, which is about the linker and nothing that runs). What
//! leaves this module is `&[AtomicU64]` and numbers, so that nothing outside can
//! be wrong about memory: a word may be changed by another thread, by another
//! process or by damage, and reading it gives some number. No format, no file
//! name and no policy belongs here.

use std::{fs::File, io, ops::Deref, ptr::NonNull, sync::atomic::AtomicU64};

/// Bytes of a word.
pub(super) const WORD: usize = 8;

/// Words that live as long as this does.
#[derive(Debug)]
pub(super) struct Memory {
    start: NonNull<AtomicU64>,
    words: usize,
    home: Home,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Home {
    Heap,
    #[cfg(all(target_os = "linux", not(miri)))]
    Mapped,
}

#[allow(unsafe_code)]
// SAFETY: a `Memory` owns its words alone and gives out shared references to
// atomics only, which any thread may use; it may be freed by any thread.
unsafe impl Send for Memory {}

#[allow(unsafe_code)]
// SAFETY: as above; there is no access but by `&[AtomicU64]`.
unsafe impl Sync for Memory {}

impl Memory {
    /// So many zeros on the heap.
    pub(super) fn heap(words: usize) -> Self {
        let boxed: Box<[AtomicU64]> = (0..words).map(|_| AtomicU64::new(0)).collect();
        let start = NonNull::from(Box::leak(boxed)).cast();
        Self { start, words, home: Home::Heap }
    }

    /// The first words of a file, shared with whoever maps or reads it. The
    /// file is as long as that afterwards, and its room on the disk is its own:
    /// a full disk is an error here and never a signal later.
    #[cfg(all(target_os = "linux", not(miri)))]
    #[allow(unsafe_code)]
    pub(super) fn mapped(file: &File, words: usize) -> io::Result<Self> {
        use rustix::{
            fs::{FallocateFlags, fallocate},
            mm::{MapFlags, ProtFlags, mmap},
        };
        let bytes = words * WORD;
        fallocate(file, FallocateFlags::empty(), 0, bytes as u64)?;
        let (protection, flags) = (ProtFlags::READ | ProtFlags::WRITE, MapFlags::SHARED);
        // SAFETY: a new mapping at an address of the system's choice takes no
        // memory that anybody else uses.
        let start = unsafe { mmap(std::ptr::null_mut(), bytes, protection, flags, file, 0)? };
        Self::of_mapping(start, words)
    }

    #[cfg(not(all(target_os = "linux", not(miri))))]
    pub(super) fn mapped(_: &File, _: usize) -> io::Result<Self> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// A page of zeros that a forked child finds full of zeros again.
    #[cfg(all(target_os = "linux", not(miri)))]
    #[allow(unsafe_code)]
    pub(super) fn wiped_by_a_fork() -> io::Result<Self> {
        use rustix::mm::{Advice, MapFlags, ProtFlags, madvise, mmap_anonymous};
        const PAGE: usize = 4096;
        let (protection, flags) = (ProtFlags::READ | ProtFlags::WRITE, MapFlags::PRIVATE);
        // SAFETY: as in `mapped`.
        let start = unsafe { mmap_anonymous(std::ptr::null_mut(), PAGE, protection, flags)? };
        let memory = Self::of_mapping(start, PAGE / WORD)?;
        // SAFETY: the range is the whole mapping, which is private and
        // anonymous as the advice demands; it changes what a child sees and
        // nothing in this process.
        unsafe { madvise(start, PAGE, Advice::LinuxWipeOnFork)? };
        Ok(memory)
    }

    #[cfg(not(all(target_os = "linux", not(miri))))]
    pub(super) fn wiped_by_a_fork() -> io::Result<Self> {
        Err(io::ErrorKind::Unsupported.into())
    }

    #[cfg(all(target_os = "linux", not(miri)))]
    fn of_mapping(start: *mut std::ffi::c_void, words: usize) -> io::Result<Self> {
        let start = NonNull::new(start.cast()).ok_or(io::ErrorKind::InvalidData)?;
        Ok(Self { start, words, home: Home::Mapped })
    }
}

impl Deref for Memory {
    type Target = [AtomicU64];

    #[inline]
    #[allow(unsafe_code)]
    fn deref(&self) -> &[AtomicU64] {
        // SAFETY: `start` is the begin of `words` words that were allocated as
        // one object, on the heap as exactly this slice or by `mmap`, whose
        // pages are aligned and initialised with what the file holds; they stay
        // until `self` is dropped, and the reference does not outlive `self`.
        // Nobody has them but as atomics, in this process by this function; what
        // another process or the disk does to a shared mapping is a change of
        // an atomic's value.
        unsafe { std::slice::from_raw_parts(self.start.as_ptr(), self.words) }
    }
}

impl Drop for Memory {
    #[allow(unsafe_code)]
    fn drop(&mut self) {
        let slice = NonNull::slice_from_raw_parts(self.start, self.words);
        match self.home {
            // SAFETY: `heap` leaked exactly this box, and nothing refers to it
            // any more.
            Home::Heap => drop(unsafe { Box::from_raw(slice.as_ptr()) }),
            #[cfg(all(target_os = "linux", not(miri)))]
            Home::Mapped => {
                let bytes = self.words * WORD;
                // SAFETY: exactly the range that `mmap` gave, to which nothing
                // refers any more. It fails for no range that was mapped.
                let _ = unsafe { rustix::mm::munmap(slice.cast().as_ptr(), bytes) };
            }
        }
    }
}

/// The counter of the processor.
#[cfg(all(target_arch = "x86_64", not(miri)))]
#[inline]
#[allow(unsafe_code)]
pub(super) fn processor_counter() -> u64 {
    // SAFETY: every processor of this architecture has the instruction; it
    // reads a register and touches no memory.
    unsafe { core::arch::x86_64::_rdtsc() }
}

#[cfg(not(all(target_arch = "x86_64", not(miri))))]
pub(super) fn processor_counter() -> u64 {
    0
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::Ordering;

    #[test]
    fn memory_on_the_heap_is_zero_and_keeps_what_it_is_given() {
        let memory = Memory::heap(3);
        assert!(memory.iter().all(|word| word.load(Ordering::Relaxed) == 0));
        memory[2].store(7, Ordering::Relaxed);
        std::thread::scope(|scope| {
            scope.spawn(|| assert_eq!(memory[2].load(Ordering::Acquire), 7));
        });
        assert_eq!(Memory::heap(0).len(), 0);
    }

    #[test]
    #[cfg_attr(miri, ignore = "maps a file")]
    fn a_mapping_is_the_file() {
        let path = std::env::temp_dir().join(format!("telemetry-raw-{}", std::process::id()));
        let file = File::options().read(true).write(true).create(true).truncate(true).open(&path);
        let memory = Memory::mapped(&file.expect("a file"), 1024).expect("a mapping");
        memory[1].store(0x0102_0304, Ordering::Relaxed);
        let bytes = std::fs::read(&path).expect("the file");
        std::fs::remove_file(&path).expect("the file");
        assert_eq!((bytes.len(), &bytes[8..12]), (8192, &[4, 3, 2, 1][..]));
    }
}
