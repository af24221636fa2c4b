//! What a macro stands for counts.

use telemetry_core::telemetry_event;

macro_rules! text {
    () => {
        String
    };
}

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: text!(),
}

fn main() {}
