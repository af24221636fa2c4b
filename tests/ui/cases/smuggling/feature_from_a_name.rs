//! A name that a macro makes a text is no literal.

use telemetry_core::telemetry_event;

macro_rules! made {
    ($feature:ident) => {
        /// A search was made.
        #[telemetry_event(feature = stringify!($feature), action = "made", owner = "search-team", purpose = "reliability")]
        struct Made;
    };
}

made!(search);

fn main() {}
