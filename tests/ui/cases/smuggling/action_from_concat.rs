//! An action is not put together.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = concat!("results", "Shown"), owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
