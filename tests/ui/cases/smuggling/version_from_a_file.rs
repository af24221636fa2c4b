//! A version is read where it stands.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", version = include!("version"), owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
