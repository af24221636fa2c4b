//! What a macro stands for counts, inside too.

use telemetry_core::telemetry_event;

macro_rules! text {
    () => {
        &'static str
    };
}

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Option<text!()>,
}

fn main() {}
