//! A trait of the user's own does not come before the proof.

use telemetry_core::{telemetry_event, __private::*};

trait Sneak: Sized {
    fn metadata() -> Self;
}

impl<T> Sneak for Field<T> {
    fn metadata() -> Self {
        loop {}
    }
}

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// What was typed.
    query: String,
}

fn main() {}
