//! What points to a number is not one.

use telemetry_core::telemetry_event;

struct Meter(u32);

impl std::ops::Deref for Meter {
    type Target = u32;
    fn deref(&self) -> &u32 {
        &self.0
    }
}

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Meter,
}

fn main() {}
