//! An attribute that a macro hands on is read like any other.

use telemetry_core::telemetry_event;

macro_rules! made {
    ($meta:meta) => {
        /// A search was made.
        #[$meta]
        struct Made {
            /// What was typed.
            query: String,
        }
    };
}

made!(telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability"));

fn main() {}
