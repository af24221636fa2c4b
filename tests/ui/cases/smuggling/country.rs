//! A country belongs in the context.

use telemetry_core::context::CountryCode;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: CountryCode,
}

fn main() {}
