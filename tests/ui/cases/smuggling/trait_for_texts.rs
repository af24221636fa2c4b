//! A trait of the user's own does not come before the proof of a text.

use telemetry_core::{telemetry_event, __private::*};

trait Sneak: Sized {
    fn private() -> Self;
}

impl<T> Sneak for Text<T> {
    fn private() -> Self {
        loop {}
    }
}

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// What was typed.
    #[telemetry(private)]
    query: u32,
}

fn main() {}
