//! An expression from a macro is no literal.

use telemetry_core::telemetry_event;

macro_rules! made {
    ($feature:expr) => {
        /// A search was made.
        #[telemetry_event(feature = $feature, action = "made", owner = "search-team", purpose = "reliability")]
        struct Made;
    };
}

made!(concat!("sea", "rch"));

fn main() {}
