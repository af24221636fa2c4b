//! A borrowed text from a macro is text.

use telemetry_core::telemetry_event;

macro_rules! made {
    ($life:lifetime) => {
        /// A search was made.
        #[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
        struct Made {
            /// The value.
            value: &$life str,
        }
    };
}

made!('static);

fn main() {}
