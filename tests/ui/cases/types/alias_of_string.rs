//! An alias hides a type from people, not from the compiler.

use telemetry_core::telemetry_event;

type Label = String;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    engine: Label,
}

fn main() {}
