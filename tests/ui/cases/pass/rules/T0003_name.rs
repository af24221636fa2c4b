//! Letters, dashes and dots, from a lowercase letter on.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "codeSearch.filters-saved", action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
