//! A trait of the user's own gives no codes.

use telemetry_core::{MetadataValue, telemetry_event};

mod stand_in {
    pub mod __private {
        pub use telemetry_core::__private::{CodeTable, i32};

        #[allow(dead_code)]
        pub unsafe trait Coded {
            const TABLE: CodeTable;
            fn code(&self) -> i32;
        }
    }
}

/// Which engine.
#[derive(MetadataValue)]
#[telemetry(crate = stand_in)]
enum Engine {
    /// The index.
    Indexed = 1,
}

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// Which engine.
    engine: Engine,
}

fn main() {}
