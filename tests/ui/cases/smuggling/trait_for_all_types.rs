//! A trait for all types does not come before what takes numbers.

use telemetry_core::telemetry_event;

trait Sneak: Sized {
    fn number<T, U>(self, _: T, _: u64, _: U) {}
}

impl<T> Sneak for T {}

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// What was typed.
    query: String,
}

fn main() {}
