//! A proof about a number is not a number.

use telemetry_core::__private::Field;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Field<u32>,
}

fn main() {}
