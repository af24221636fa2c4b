//! A description that is put together by a macro is not read here.

use telemetry_core::telemetry_event;

macro_rules! made {
    ($doc:expr) => {
        #[doc = $doc]
        #[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
        struct Made;
    };
}

made!(concat!("A search", " was made."));

fn main() {}
