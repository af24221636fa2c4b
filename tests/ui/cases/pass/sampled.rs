//! How many of the events are recorded.

use telemetry_core::{linked_catalog, telemetry_event};

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability", sample = 0.1)]
struct Made;

/// The index.
#[telemetry_event(feature = "index", owner = "search-team", purpose = "reliability", sample = 1e-3)]
enum Index {
    /// A document was read: as often as the feature says.
    #[telemetry(action = "read")]
    Read,
    /// A document was written: as often as it says itself.
    #[telemetry(action = "written", sample = 0.5)]
    Written,
    /// The index was built: every time.
    #[telemetry(action = "built", sample = 1)]
    Built,
    /// The index was removed: every time.
    #[telemetry(action = "removed", sample = 1.0)]
    Removed,
}

macro_rules! sampled {
    ($rate:literal) => {
        /// A rate from elsewhere.
        #[telemetry_event(feature = "macro", action = "expanded", owner = "core", purpose = "support", sample = $rate)]
        struct Expanded;
    };
}

sampled!(0.25);

fn main() {
    let catalog = linked_catalog().expect("no duplicates");
    let rate = |feature, action| {
        let event = catalog.find(feature, action).expect("declared");
        event.sample_rate.map(|rate| rate.get())
    };
    assert_eq!(rate("search", "made"), Some(0.1));
    assert_eq!(rate("index", "read"), Some(0.001));
    assert_eq!(rate("index", "written"), Some(0.5));
    assert_eq!(rate("index", "built"), None);
    assert_eq!(rate("index", "removed"), None);
    assert_eq!(rate("macro", "expanded"), Some(0.25));
}
