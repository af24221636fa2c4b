//! Memory as words that several hands may touch, and the counter of the
//! processor: everything here that the language cannot check.
//!
//! The only module of the journal with `unsafe` blocks (`section` holds the
//! crate's other one, which is about the linker and nothing that runs). What
//! leaves this module is `&[AtomicU64]` and numbers, so that nothing outside can
//! be wrong about memory: a word may be changed by another thread, by another
//! process or by damage, and reading it gives some number. No format, no file
//! name and no policy belongs here.

use std::{
    fs::File,
    io,
    ops::Deref,
    ptr::NonNull,
    sync::{Arc, atomic::AtomicU64},
};

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

/// One word of a memory that it keeps alive: found once, so that the record path
/// need not look for it.
#[derive(Debug, Clone)]
pub(super) struct Word {
    word: NonNull<AtomicU64>,
    _memory: Arc<Memory>,
}

#[allow(unsafe_code)]
// SAFETY: a `Word` gives out a shared reference to an atomic only, and the memory
// that it keeps alive may be used and freed by any thread.
unsafe impl Send for Word {}

#[allow(unsafe_code)]
// SAFETY: as above.
unsafe impl Sync for Word {}

impl Word {
    /// The word at this place, if there is one.
    pub(super) fn of(memory: &Arc<Memory>, at: usize) -> Option<Self> {
        let word = NonNull::from(memory.get(at)?);
        Some(Self { word, _memory: Arc::clone(memory) })
    }
}

impl Deref for Word {
    type Target = AtomicU64;

    #[inline]
    #[allow(unsafe_code)]
    fn deref(&self) -> &AtomicU64 {
        // SAFETY: `word` was made of a reference into `_memory`, whose words do
        // not move and stay until it is dropped, which is not before `self` is.
        // As everywhere, nobody has them but as atomics.
        unsafe { self.word.as_ref() }
    }
}

/// The words of a memory that belongs to something shared, found once like a
/// [`Word`]. None at all as long as there is no owner.
#[derive(Debug)]
#[repr(C)]
pub(super) struct Words<T> {
    start: NonNull<AtomicU64>,
    words: usize,
    owner: Option<Arc<T>>,
}

#[allow(unsafe_code)]
// SAFETY: a `Words` gives out shared references to atomics, which any thread may
// use, and to its owner, which may go where `Arc<T>` may.
unsafe impl<T> Send for Words<T> where Arc<T>: Send {}

#[allow(unsafe_code)]
// SAFETY: as above.
unsafe impl<T> Sync for Words<T> where Arc<T>: Sync {}

impl<T> Words<T> {
    pub(super) const NONE: Self = Self { start: NonNull::dangling(), words: 0, owner: None };

    pub(super) fn of(owner: Arc<T>) -> Self
    where
        T: AsRef<Memory>,
    {
        let memory: &[AtomicU64] = (*owner).as_ref();
        let (start, words) = (NonNull::from(memory).cast(), memory.len());
        Self { start, words, owner: Some(owner) }
    }

    pub(super) fn into_owner(self) -> Option<Arc<T>> {
        self.owner
    }
}

impl<T> Deref for Words<T> {
    type Target = [AtomicU64];

    #[inline]
    #[allow(unsafe_code)]
    fn deref(&self) -> &[AtomicU64] {
        // SAFETY: without an owner, no words at a place that is aligned for them.
        // With one, the words of a `Memory` that a shared borrow of `*owner` gave
        // out. Such a borrow could last as long as `self`, if the language let a
        // value borrow from itself: `*owner` stays where it is, and is neither
        // dropped nor given out mutably while an `Arc` of it is in here. So what
        // it gave out stays, and a memory stays as long as itself, as in `Word`.
        unsafe { std::slice::from_raw_parts(self.start.as_ptr(), self.words) }
    }
}

/// The counter of the processor.
#[cfg(all(target_arch = "x86_64", not(miri)))]
#[inline]
#[allow(unsafe_code)]
pub(crate) fn processor_counter() -> u64 {
    // SAFETY: every processor of this architecture has the instruction; it
    // reads a register and touches no memory.
    unsafe { core::arch::x86_64::_rdtsc() }
}

#[cfg(not(all(target_arch = "x86_64", not(miri))))]
pub(crate) fn processor_counter() -> u64 {
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
    fn a_word_keeps_its_memory() {
        let memory = Arc::new(Memory::heap(2));
        let word = Word::of(&memory, 1).expect("a word");
        assert!(Word::of(&memory, 2).is_none());
        memory[1].store(7, Ordering::Relaxed);
        drop(memory);
        std::thread::spawn(move || assert_eq!(word.load(Ordering::Relaxed), 7)).join().expect("7");
    }

    #[test]
    fn words_keep_their_owner() {
        struct Owner(Memory);
        impl AsRef<Memory> for Owner {
            fn as_ref(&self) -> &Memory {
                &self.0
            }
        }
        assert!(Words::<Owner>::NONE.is_empty());
        let owner = Arc::new(Owner(Memory::heap(2)));
        let words = Words::of(Arc::clone(&owner));
        owner.0[1].store(7, Ordering::Relaxed);
        assert!(Arc::try_unwrap(owner).is_err(), "it is in use");
        let check = move || {
            assert_eq!((words.len(), words[1].load(Ordering::Relaxed)), (2, 7));
            words
        };
        let words = std::thread::spawn(check).join().expect("the words");
        assert!(words.into_owner().and_then(|owner| Arc::try_unwrap(owner).ok()).is_some());
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
