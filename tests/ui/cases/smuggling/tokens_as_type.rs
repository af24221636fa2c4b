//! Tokens that a macro hands on are read as what they are.

use telemetry_core::telemetry_event;

macro_rules! made {
    ($($ty:tt)*) => {
        /// A search was made.
        #[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
        struct Made {
            /// The value.
            value: $($ty)*,
        }
    };
}

made!(Vec<u8>);

fn main() {}
