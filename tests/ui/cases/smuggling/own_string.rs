//! A type that calls itself `String` is not a text that stays.

use telemetry_core::telemetry_event;

struct String(#[allow(dead_code)] u32);

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    #[telemetry(private)]
    value: String,
}

fn main() {}
