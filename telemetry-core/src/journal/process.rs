//! A number for this process that none of its children has.
//!
//! It lies in a page that a forked child finds full of zeros, so that asking
//! for it costs two reads. Nothing about what the number is for.

use std::sync::{
    OnceLock,
    atomic::{AtomicU64, Ordering},
};

use super::raw::Memory;

/// The next number, in this process and in its children.
static NEXT: AtomicU64 = AtomicU64::new(1);

/// The number of this process, never 0.
#[inline]
pub(crate) fn number() -> u64 {
    static PAGE: OnceLock<Option<Memory>> = OnceLock::new();
    let Some(page) = PAGE.get_or_init(|| Memory::wiped_by_a_fork().ok()) else {
        // Where the system wipes no page, it has to be asked.
        return u64::from(std::process::id());
    };
    match page[0].load(Ordering::Relaxed) {
        0 => take(&page[0]),
        number => number,
    }
}

/// Threads may be here at once; one of them decides for all.
#[cold]
fn take(word: &AtomicU64) -> u64 {
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    match word.compare_exchange(0, number, Ordering::Relaxed, Ordering::Relaxed) {
        Ok(_) => number,
        Err(number) => number,
    }
}
