//! A code that stands in a file is not reviewed here.

use telemetry_core::MetadataValue;

/// Which engine answered.
#[derive(MetadataValue)]
enum Engine {
    /// The index.
    Indexed = include_bytes!("code_from_a_file.rs")[0] as isize,
}

fn main() {}
