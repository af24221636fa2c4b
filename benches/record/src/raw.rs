//! The three things that safe Rust has no words for: an allocator that counts,
//! the counter of the processor, and a file as memory. Everything unsafe of
//! this bench is in here, and nothing that is measured except these.
#![allow(unsafe_code)]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
    fs::File,
    io,
    sync::atomic::AtomicU64,
};

use memmap2::MmapMut;

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
}

/// How often this thread asked for memory so far.
pub(crate) fn allocations() -> u64 {
    ALLOCATIONS.get()
}

/// The system's allocator, with a count for each thread, so that what consumers
/// allocate is not blamed on those who record.
pub(crate) struct Counting;

// SAFETY: everything is passed on to the system's allocator as it came; the
// count is a thread-local without a destructor, which allocates nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        // SAFETY: the caller's promise is the one that is asked for.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        // SAFETY: as above.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, old: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        // SAFETY: as above.
        unsafe { System.realloc(old, layout, size) }
    }

    unsafe fn dealloc(&self, old: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { System.dealloc(old, layout) }
    }
}

/// The raw counter of the processor.
#[cfg(target_arch = "x86_64")]
#[inline]
pub(crate) fn counter() -> u64 {
    // SAFETY: every x86-64 processor has the instruction.
    unsafe { core::arch::x86_64::_rdtsc() }
}

/// Nanoseconds since the first call, where there is no such counter.
#[cfg(not(target_arch = "x86_64"))]
#[inline]
pub(crate) fn counter() -> u64 {
    static START: std::sync::LazyLock<std::time::Instant> =
        std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed().as_nanos() as u64
}

/// A file as words, mapped for as long as the program runs. The caller keeps
/// the file at its length.
///
/// # Errors
/// When the system refuses to map it.
pub(crate) fn mapped(file: &File) -> io::Result<&'static [AtomicU64]> {
    // SAFETY: the file is in a directory of this process's own and nobody
    // shortens it; the words are atomic, so that changes elsewhere are no race.
    let map: &'static mut MmapMut = Box::leak(Box::new(unsafe { MmapMut::map_mut(file)? }));
    let words = map.len() / size_of::<AtomicU64>();
    // SAFETY: a mapping begins at a page, is never unmapped, and holds so many
    // words; the only reference to it is the one made here.
    Ok(unsafe { std::slice::from_raw_parts(map.as_mut_ptr().cast::<AtomicU64>(), words) })
}
