//! A trait for all types does not answer for the proof.

use telemetry_core::telemetry_event;

trait Sneak: Sized {
    fn table_len(self) -> usize {
        0
    }
    fn at(self, _: usize, _: usize) -> Self {
        self
    }
    fn plain(self) {}
}

impl<T> Sneak for T {}

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// What was typed.
    query: Vec<String>,
}

fn main() {}
