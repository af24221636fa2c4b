//! Bytes of a file are no action.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = include_bytes!("action_from_bytes_of_a_file.rs"), owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
