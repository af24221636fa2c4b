//! A newtype around text is text.

use telemetry_core::telemetry_event;

struct Label(#[allow(dead_code)] String);

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    engine: Label,
}

fn main() {}
