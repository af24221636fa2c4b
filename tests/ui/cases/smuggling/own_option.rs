//! A type that calls itself `Option` is not one.

use telemetry_core::telemetry_event;

struct Option<T>(#[allow(dead_code)] T, #[allow(dead_code)] String);

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Option<u32>,
}

fn main() {}
