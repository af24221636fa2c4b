//! The core crate may be re-exported at any level.

#![allow(dead_code)]

pub use telemetry_core::{__private, Event};

/// A search was made.
#[telemetry_core::telemetry_event(crate = self, feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

mod inner {
    /// A search failed.
    #[telemetry_core::telemetry_event(crate = super, feature = "search", action = "failed", owner = "search-team", purpose = "reliability")]
    struct Failed;

    /// A search was repeated.
    #[telemetry_core::telemetry_event(crate = crate, feature = "search", action = "repeated", owner = "search-team", purpose = "reliability")]
    struct Repeated;
}

fn main() {}
