//! A code table has its own door.

use telemetry_core::__private::CodeTable;

fn main() {
    CodeTable(b"");
}
