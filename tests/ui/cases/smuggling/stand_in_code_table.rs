//! A code table of the user's own is none.

use telemetry_core::MetadataValue;

mod stand_in {
    pub mod __private {
        pub use telemetry_core::__private::{Coded, i32};

        pub struct CodeTable;
        impl CodeTable {
            pub const fn declare(_: &[u8], _: &[i32], _: u64) -> Self {
                Self
            }
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

fn main() {}
