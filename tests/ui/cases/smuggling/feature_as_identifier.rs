//! A name from a macro is no literal.

use telemetry_core::telemetry_event;

macro_rules! made {
    ($feature:ident) => {
        /// A search was made.
        #[telemetry_event(feature = $feature, action = "made", owner = "search-team", purpose = "reliability")]
        struct Made;
    };
}

made!(search);

fn main() {}
