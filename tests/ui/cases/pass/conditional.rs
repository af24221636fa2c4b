//! Conditional fields, actions and attributes are resolved first.

use telemetry_core::telemetry_event;

/// Search in code.
#[telemetry_event(feature = "search", owner = "search-team", purpose = "reliability")]
enum Search {
    /// The results were shown.
    #[telemetry(action = "shown")]
    Shown {
        /// How many.
        count: u32,
        /// Not in this build.
        #[cfg(any())]
        query: NoSuchType,
        /// In every build, private.
        #[cfg_attr(all(), telemetry(private))]
        note: String,
    },
    /// Not in this build.
    #[cfg(any())]
    #[telemetry(action = "SHOWN AGAIN")]
    Again(String),
}

fn main() {}
