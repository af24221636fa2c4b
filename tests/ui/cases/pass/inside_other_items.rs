//! An event may be declared wherever an item may.

#![deny(warnings)]
#![allow(dead_code)]

use telemetry_core::telemetry_event;

trait Measured {
    fn measure();
}

impl<T> Measured for T {
    fn measure() {
        /// A search was made.
        #[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
        struct Made {
            /// How many results.
            count: u32,
        }
        let _ = Made { count: 1 };
    }
}

const _: () = {
    /// A search failed.
    #[telemetry_event(feature = "search", action = "failed", owner = "search-team", purpose = "reliability")]
    struct Failed;
};

fn main() {
    <()>::measure();
}
