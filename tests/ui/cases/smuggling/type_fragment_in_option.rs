//! A type that a macro hands on is what it is, inside too.

use telemetry_core::telemetry_event;

macro_rules! made {
    ($ty:ty) => {
        /// A search was made.
        #[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
        struct Made {
            /// The value.
            value: Option<$ty>,
        }
    };
}

made!(&'static str);

fn main() {}
