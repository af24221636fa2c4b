//! A number that is not zero is one.

use std::num::NonZero;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// A number.
    employee_id: NonZero<u64>,
}

fn main() {}
