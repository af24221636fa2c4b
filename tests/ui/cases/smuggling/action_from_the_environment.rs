//! The environment of the build names no action.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = env!("USER"), owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
