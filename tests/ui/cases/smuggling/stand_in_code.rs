//! A code of the user's own is no `i32`.

use telemetry_core::MetadataValue;

mod stand_in {
    pub mod __private {
        pub use telemetry_core::__private::{CodeTable, Coded};

        #[allow(non_camel_case_types)]
        pub type i32 = i64;
    }
}

/// Which engine.
#[derive(MetadataValue)]
#[telemetry(crate = stand_in)]
enum Engine {
    /// The index.
    Indexed = 1,
}

fn main() {}
