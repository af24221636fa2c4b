//! What a glob import brings under the name of a number is what it is.

use telemetry_core::telemetry_event;

mod words {
    #[allow(non_camel_case_types)]
    pub struct f64(pub String);
}
use words::*;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: f64,
}

fn main() {}
