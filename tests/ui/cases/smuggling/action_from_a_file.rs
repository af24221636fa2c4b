//! An action that stands in a file is not reviewed here.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = include_str!("action_from_a_file.rs"), owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
