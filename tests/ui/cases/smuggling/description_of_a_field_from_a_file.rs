//! A description that stands in a file is not read here.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    #[doc = include_str!("description_of_a_field_from_a_file.rs")]
    count: u32,
}

fn main() {}
