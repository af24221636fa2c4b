//! A macro of another crate's author names the core crate by `$crate`.

#![deny(warnings)]
#![allow(dead_code)]

mod facade {
    pub use telemetry_core::{__private, Event, telemetry_event};
}
use facade::telemetry_event;

macro_rules! made {
    () => {
        /// A search was made.
        #[telemetry_event(crate = $crate::facade, feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
        struct Made;
    };
}

made!();

fn main() {}
