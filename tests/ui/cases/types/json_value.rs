//! A JSON value can hold anything, so it may hold nothing.

use telemetry_core::telemetry_event;

struct Json(#[allow(dead_code)] Vec<u8>);

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    payload: Json,
}

fn main() {}
