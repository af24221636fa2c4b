//! A trait with the same items is another trait.

use telemetry_core::telemetry_event;

#[allow(dead_code)]
trait MetadataValue {
    const KIND: u8;
    fn number(&self, nanoseconds: u64) -> f64;
}

impl MetadataValue for String {
    const KIND: u8 = 1;
    fn number(&self, _: u64) -> f64 {
        self.len() as f64
    }
}

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// What was typed.
    query: String,
}

fn main() {}
