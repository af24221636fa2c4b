//! A name has at most 64 characters.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
