//! A count that many threads add to without waiting for each other.
//!
//! Each thread adds to a cell of its own, as long as there are no more threads
//! than cells; the cells lie on cache lines of their own. Reading sums them up.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

/// More than the threads that record much at a time.
const CELLS: usize = 32;

/// Two lines of 64 bytes, because processors fetch them in pairs.
#[derive(Debug, Default)]
#[repr(align(128))]
struct Cell(AtomicU64);

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Tally {
    cells: [Cell; CELLS],
}

thread_local! {
    static CELL: usize = {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        NEXT.fetch_add(1, Ordering::Relaxed) % CELLS
    };
}

impl Tally {
    #[inline]
    pub(super) fn add_one(&self) {
        // The number of a thread has no destructor, so that it is there to the
        // end; if it were not, any cell would do.
        let cell = CELL.try_with(|it| *it).unwrap_or(0);
        self.cells[cell].0.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn sum(&self) -> u64 {
        self.cells.iter().map(|cell| cell.0.load(Ordering::Relaxed)).sum()
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[test]
    fn nothing_is_lost_between_more_threads_than_cells() {
        let tally = Tally::default();
        thread::scope(|scope| {
            for _ in 0..CELLS + 5 {
                scope.spawn(|| (0..1_000).for_each(|_| tally.add_one()));
            }
        });
        assert_eq!(tally.sum(), 1_000 * (CELLS as u64 + 5));
    }
}
