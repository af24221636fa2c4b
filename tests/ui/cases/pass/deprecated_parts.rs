//! A field, an action or a code may be on its way out.

#![deny(warnings)]
#![allow(dead_code)]

use telemetry_core::{MetadataValue, telemetry_event};

/// Search.
#[telemetry_event(feature = "search", owner = "search-team", purpose = "reliability")]
enum Search {
    /// A search was made.
    #[deprecated]
    #[telemetry(action = "made")]
    Made {
        /// How many results.
        #[deprecated]
        count: u32,
        /// Which engine.
        #[deprecated]
        engine: Option<Engine>,
    },
}

/// Which engine.
#[derive(MetadataValue)]
#[non_exhaustive]
enum Engine {
    /// The index.
    #[deprecated]
    Indexed = 1,
    /// A scan.
    #[doc(hidden)]
    Scan = 0x2,
}

fn main() {}
