//! An identifier is not a literal.

use telemetry_core::telemetry_event;

macro_rules! made {
    ($key:ident) => {
        /// A search was made.
        #[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
        struct Made {
            /// How many results.
            #[telemetry(key = $key)]
            count: u32,
        }
    };
}

made!(count);

fn main() {}
