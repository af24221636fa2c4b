//! A function can give anything.

use telemetry_core::MetadataValue;

const fn code() -> isize {
    1
}

/// Which engine answered.
#[derive(MetadataValue)]
enum Engine {
    /// The index.
    Indexed = code(),
}

fn main() {}
