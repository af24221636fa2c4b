//! An identifier that is made a text is no literal.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = stringify!(made), owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
