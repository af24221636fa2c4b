//! Declared codes are not replaced.

use telemetry_core::{
    MetadataValue,
    __private::{CodeTable, Coded},
};

/// Which engine.
#[derive(MetadataValue)]
enum Engine {
    /// The index.
    Indexed = 1,
}

unsafe impl Coded for Engine {
    const TABLE: CodeTable = CodeTable::declare(b"", &[], 0);
    fn code(&self) -> i32 {
        2
    }
}

fn main() {}
