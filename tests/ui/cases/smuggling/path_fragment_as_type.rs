//! A path that a macro hands on is looked up.

use telemetry_core::telemetry_event;

macro_rules! made {
    ($ty:path) => {
        /// A search was made.
        #[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
        struct Made {
            /// The value.
            value: $ty,
        }
    };
}

made!(std::string::String);

fn main() {}
