//! A fragment that is not a literal is not a key, wherever it comes from.

use telemetry_core::telemetry_event;

macro_rules! made {
    ($key:expr) => {
        /// A search was made.
        #[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
        struct Made {
            /// How many results.
            #[telemetry(key = $key)]
            count: u32,
        }
    };
}

made!(stringify!(count));

fn main() {}
