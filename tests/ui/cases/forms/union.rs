//! A union has no single meaning.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
union Made {
    /// As a number.
    a: u32,
    /// As another.
    b: f32,
}

fn main() {}
