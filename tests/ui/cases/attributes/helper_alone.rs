//! The helper attribute does nothing by itself.

/// A search was made.
#[telemetry(feature = "search", action = "made")]
struct Made;

fn main() {}
